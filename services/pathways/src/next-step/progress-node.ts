import { publicId } from '@cairn/subgraph';
import { achievementRef } from '../pathway/achievement-ref.js';
import type { Progress } from '../progress/progress.js';
import type { Explanation } from './explanation.js';

/** Awards shown with a node at most. */
const awardsMax = 100;

/** An entry of the credit ledger is counted like an award, under the same form of id. */
const awardId = (id: string): string => publicId('Award', id);

/** Progress as the schema has it; what costs more than what is stored is worked out for those fields alone, once. */
export function progressNode(progress: Progress, explained: () => Promise<Explanation | null>) {
  const of = <Part extends keyof Explanation>(part: Part) => explained().then((explanation) => explanation?.[part] ?? []) as Promise<Explanation[Part]>;
  return {
    ...progress,
    bounds: progress.exact ? null : progress.bounds,
    nodes: async () => (await of('nodes')).map(nodeProgress),
    missing: async () => (await of('missing')).map((part) => ({ ...part, achievement: achievementRef(part.achievement) })),
    units: () => of('units'),
    intervals: () => of('intervals'),
    cycles: () => of('cycles'),
    exits: () => of('exits'),
    milestones: async () => (await of('milestones')).map((milestone) => ({ ...milestone, achievement: achievementRef(milestone.achievement) })),
    exceptions: async () => (await of('exceptions')).map(({ award, amount, ...exception }) => ({ ...exception, awardId: award ? awardId(award) : null, amount: amount ?? null })),
  };
}

function nodeProgress({ counted, blocking, surplus, ...node }: Explanation['nodes'][number]) {
  return {
    ...node,
    counted: counted.slice(0, awardsMax).map(({ award }) => awardId(award)),
    countedAwards: counted.slice(0, awardsMax).map(({ award, units, sharedWith }) => ({ awardId: awardId(award), units, sharedWith })),
    blocking: blocking?.code ?? null,
    obstacle: blocking && { code: blocking.code, with: blocking.with, awards: blocking.awards.slice(0, awardsMax).map(awardId) },
    surplus: surplus.slice(0, awardsMax).map(awardId),
  };
}
