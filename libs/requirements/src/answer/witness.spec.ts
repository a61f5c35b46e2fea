import fc from 'fast-check';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { waysIn } from '../assignment/testing/exhaustive.js';
import { smallCase, type SmallCase } from '../assignment/testing/small-definitions.js';
import { metadataOf } from '../cases/case-world.js';
import type { AwardFact, World } from '../facts/facts.js';
import type { Policy } from '../language/pathway.js';
import { type Answer, answer, pathwayOf } from './answer.js';
import { faultsOfWitness } from './faults-of-witness.js';
import { maximalAssignments } from './testing/maximal.js';

/** D may be earned again. */
const world: World = {
  isRepeatable: (achievement) => achievement === 'D',
  codeOf: () => null,
  metadataOn: () => metadataOf({}),
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: (skill, ancestor) => skill === ancestor,
};
/** More with the environment variable CAIRN_WITNESSES. */
const numRuns = Number(process.env.CAIRN_WITNESSES ?? 100);

describe('of any small definition', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const answerTo = ({ pathway, awards, exceptions, others }: SmallCase, { policy = pathway.policy, asOf = '2025-12-31' }: { policy?: Policy; asOf?: string } = {}): Answer =>
    answer({ versions: pathwayOf([{ ...pathway, policy }], world), facts: { enrolment: null, awards, attestations: [], exceptions, others }, asOf, world, solver });

  it('the witness is an assignment that attains what was found', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const found = answerTo(small);
        expect(faultsOfWitness(found.judged!.day, found.witness(), found.satisfied)).toEqual([]);
      }),
      { numRuns, seed: 11 },
    );
  });

  it('what is counted is what trying all ways finds, where only one is as large', () => {
    let unique = 0;
    fc.assert(
      fc.property(smallCase, (small) => {
        const { judged, satisfied, counted } = answerTo(small);
        const { rules, situation, assignments } = judged!.day;
        const instance = { roots: rules.roots, situation, policy: rules.pathway.policy, edges: rules.edges, limits: assignments.limits };
        fc.pre(waysIn(instance) <= 9);
        const [only, ...more] = maximalAssignments(instance, satisfied);
        expect(only).toBeDefined();
        if (more.length > 0) return;
        unique += 1;
        const told = counted();
        expect(Object.fromEntries(only!.chosen.map((id) => [id, [...(told.get(id) ?? [])].sort()]))).toEqual(only!.counted);
      }),
      { numRuns: numRuns * 4, seed: 16 },
    );
    expect(unique).toBeGreaterThan(numRuns);
  });

  it('the answer and its witness are the same in whatever order the facts come', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const told = ({ satisfied, completedOn, intervals, counted }: Answer) => ({ satisfied, completedOn, intervals, counted: [...counted()] });
        expect(told(answerTo({ ...small, awards: small.awards.toReversed(), exceptions: small.exceptions.toReversed() }))).toEqual(told(answerTo(small)));
      }),
      { numRuns, seed: 12 },
    );
  });

  it('other names of awards change nothing but the names', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const told = ({ satisfied, completedOn, intervals, witness }: Answer) => ({ satisfied, completedOn, intervals, chosen: [...witness().chosen].sort() });
        const rename = (id: string): string => `x${9 - Number(id.slice(1))}`;
        const awards = small.awards.map((award): AwardFact => ({ ...award, id: rename(award.id) }));
        const others = new Map([...small.others].map(([id, other]) => [id, { ...other, counted: other.counted.map(rename) }]));
        const exceptions = small.exceptions.map((one) => ({ ...one, award: one.award === null ? null : rename(one.award) }));
        expect(told(answerTo({ ...small, awards, others, exceptions }))).toEqual(told(answerTo(small)));
      }),
      { numRuns, seed: 13 },
    );
  });

  it('a further award never takes a requirement from an earner who has not completed', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        fc.pre(small.awards.length > 0);
        const fewer = answerTo({ ...small, awards: small.awards.slice(1) });
        if (fewer.completedOn === null) expect(answerTo(small).satisfied).toBeGreaterThanOrEqual(fewer.satisfied);
      }),
      { numRuns, seed: 14 },
    );
  });

  it('sharing freely satisfies no less than sharing among all but sums, and that no less than not sharing', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const [shared = 0, exclusiveSums = 0, exclusive = 0] = (['shared', 'exclusiveSums', 'exclusive'] as const).map((sharing) => answerTo(small, { policy: { ...small.pathway.policy, sharing } }).satisfied);
        expect(shared).toBeGreaterThanOrEqual(exclusiveSums);
        expect(exclusiveSums).toBeGreaterThanOrEqual(exclusive);
      }),
      { numRuns, seed: 15 },
    );
  });
});

describe('where no solve ends in time', () => {
  const never: Solver = { solve: () => ({ status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }) };
  const award = (id: string, tags: readonly string[]): AwardFact => ({
    ...{ id, achievement: id.toUpperCase(), issuedOn: '2025-01-01', expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
    snapshot: metadataOf({ tags }),
  });
  const asked = (awards: readonly AwardFact[]): Answer => {
    const requirements = ['x', 'y'].map((tag, at) => ({ id: `r${at + 1}`, kind: 'count' as const, atLeast: 1, from: { tag } }));
    const versions = pathwayOf([{ id: 'p', policy: { sharing: 'exclusive' }, requirements }], world);
    return answer({ versions, facts: { enrolment: null, awards, attestations: [], exceptions: [], others: new Map() }, asOf: '2025-12-31', world, solver: never });
  };

  it('what a heuristic found for a complete pathway is its witness', () => {
    const found = asked([award('a', ['x', 'y']), award('b', ['x'])]);
    expect([found.complete, found.exact]).toEqual([true, true]);
    expect([...found.counted()]).toEqual([['r1', ['b']], ['r2', ['a']]]);
  });
});
