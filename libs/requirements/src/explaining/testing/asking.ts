import { pathwayOf } from '../../answer/answer.js';
import type { Solver } from '../../assignment/solver.js';
import { metadataOf } from '../../cases/case-world.js';
import type { WrittenMetadata } from '../../cases/case-file.js';
import type { AwardFact, EarnerFacts, World } from '../../facts/facts.js';
import type { Edge, Node, Pathway, Policy } from '../../language/pathway.js';
import type { Question } from '../../question.js';

/** A pathway and what somebody holds, with everything left out that a test does not mind. */
export interface Written {
  readonly requirements: readonly (Node | Edge)[];
  readonly policy?: Partial<Policy>;
  readonly order?: readonly Edge[];
  readonly more?: Partial<Pathway>;
  readonly awards?: readonly (Partial<AwardFact> & { readonly id: string; readonly achievement: string; readonly metadata?: WrittenMetadata })[];
  readonly facts?: Partial<EarnerFacts>;
  /** Of achievements. */
  readonly metadata?: Readonly<Record<string, WrittenMetadata>>;
}

export const awardNode = (id: string, achievement: string, more: object = {}): Node => ({ id, kind: 'award', achievement, ...more });

/** The question on 1 January 2026; awards are of 1 January 2025 unless said otherwise. */
export function asking({ requirements, policy, order, more, awards = [], facts, metadata = {} }: Written, solver: Solver): Question {
  const world: World = {
    isRepeatable: () => false,
    codeOf: () => null,
    metadataOn: (achievement) => metadataOf(metadata[achievement] ?? {}),
    metadataDays: () => [],
    tierOf: () => null,
    trustGroups: () => [],
    isAtOrBelow: (skill, ancestor) => skill === ancestor,
  };
  const pathway: Pathway = { id: 'p', requirements, policy: { sharing: 'shared', ...policy }, ...(order ? { order } : {}), ...more };
  const held = awards.map(({ metadata: own, ...award }): AwardFact => ({
    ...{ issuedOn: '2025-01-01', expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
    snapshot: metadataOf(own ?? metadata[award.achievement] ?? {}),
    ...award,
  }));
  const nothing: EarnerFacts = { enrolment: null, awards: held, attestations: [], exceptions: [], others: new Map() };
  return { versions: pathwayOf([pathway], world), facts: { ...nothing, ...facts }, asOf: '2026-01-01', world, solver };
}
