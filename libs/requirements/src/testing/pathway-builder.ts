import type {
  AllNode,
  AnyNode,
  AwardNode,
  NOfNode,
  PathwayDefinition,
  PathwayNode,
  Validity,
} from '../definition.js';
import type { Holding } from '../holding.js';

/** Builders in the words of the language; a node's id defaults to what it names. */
export const award = (
  achievement: string,
  more: { id?: string; validity?: Validity; optional?: boolean } = {},
): AwardNode => ({
  id: achievement,
  kind: 'award',
  achievement,
  ...more,
});
export const all = (id: string, ...of: PathwayNode[]): AllNode => ({ id, kind: 'all', of });
export const any = (id: string, ...of: PathwayNode[]): AnyNode => ({ id, kind: 'any', of });
export const nOf = (id: string, n: number, ...of: PathwayNode[]): NOfNode => ({ id, kind: 'nOf', n, of });
export const optional = <N extends PathwayNode>(node: N): N => ({ ...node, optional: true });

export function aPathway(
  requirements: PathwayNode[],
  more: Partial<Omit<PathwayDefinition, 'requirements' | 'policy'>> & {
    policy?: Partial<PathwayDefinition['policy']>;
  } = {},
): PathwayDefinition {
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
  more: Partial<Holding> = {},
): Holding {
  return { award: id, achievement, issuedOn, expiresOn: null, revokedOn: null, suspensions: [], ...more };
}
