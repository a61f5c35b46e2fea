import type { Award, Group, Node, NOf, Pathway, Policy, Validity } from '../../language/pathway.js';
import type { Held } from './plain-facts.js';

/** Builders in the words of the language; a node's id defaults to what it names. */
export const award = (
  achievement: string,
  more: { id?: string; validity?: Validity; optional?: boolean } = {},
): Award => ({
  id: achievement,
  kind: 'award',
  achievement,
  ...more,
});
export const all = (id: string, ...of: Node[]): Group => ({ id, kind: 'all', of });
export const any = (id: string, ...of: Node[]): Group => ({ id, kind: 'any', of });
export const nOf = (id: string, n: number, ...of: Node[]): NOf => ({ id, kind: 'nOf', n, of });
export const optional = <N extends Node>(node: N): N => ({ ...node, optional: true });

export function aPathway(
  requirements: Node[],
  more: Partial<Omit<Pathway, 'requirements' | 'policy'>> & {
    policy?: Partial<Policy>;
  } = {},
): Pathway {
  return {
    language: 'cairn-pathway/1',
    id: 'P',
    version: 1,
    requirements,
    ...more,
    policy: { sharing: 'shared', ...more.policy },
  };
}

/** An award of `achievement`, for good unless told otherwise. */
export function held(
  id: string,
  achievement: string,
  issuedOn: string,
  more: Partial<Held> = {},
): Held {
  return { award: id, achievement, issuedOn, expiresOn: null, revokedOn: null, suspensions: [], ...more };
}
