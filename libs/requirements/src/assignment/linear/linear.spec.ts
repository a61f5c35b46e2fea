import fc from 'fast-check';
import type { AwardFact, EarnerFacts, World } from '../../facts/facts.js';
import { rulesOf } from '../../history/version-rules.js';
import { walk } from '../../history/walk.js';
import type { Node, Pathway } from '../../language/pathway.js';
import type { Question } from '../../question.js';
import { loadSolver, type Solver } from '../solver.js';

const plain = { issuer: 'U', type: null, tags: ['x'], skills: [], level: null, groups: [], series: null, assessed: false, measures: { m: 200 } };
const world: World = {
  isRepeatable: (achievement) => achievement === 'D',
  codeOf: () => null,
  metadataOn: () => plain,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: (skill, ancestor) => skill === ancestor,
};

const achievement = fc.constantFrom('A', 'B', 'C', 'D');
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2025-0${1 + (n % 6)}-${String(n).padStart(2, '0')}`);
const dating = {
  validity: fc.option(fc.constantFrom('activeNow' as const, 'activeAtCompletion' as const, 'everEarned' as const), { nil: undefined, freq: 2 }),
  recency: fc.option(fc.record({ within: fc.constantFrom('P1M', 'P90D'), of: fc.constantFrom('asOf' as const, 'completion' as const) }), { nil: undefined, freq: 3 }),
};
const optional = fc.constantFrom(undefined, undefined, undefined, true);
const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.constant(''), kind: fc.constant('award' as const), achievement, optional, ...dating }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constant(''), kind: fc.constant('count' as const), atLeast: fc.integer({ min: -1, max: 3 }), from: fc.constantFrom({}, { achievementIn: ['A', 'D'] }), ...dating }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constant(''), kind: fc.constant('sum' as const), measure: fc.constant('m'), atLeast: fc.integer({ min: 0, max: 6 }), from: fc.constantFrom({ tag: 'x' }, { achievementIn: ['B', 'D'] }), ...dating }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constant(''), kind: fc.constant('attested' as const), by: fc.constant('mentor'), validFor: fc.option(fc.constant('P2M'), { nil: undefined }) }) },
) as fc.Arbitrary<Node>;
const { tree } = fc.letrec<{ tree: Node }>((tie) => {
  const of = fc.array(tie('tree'), { minLength: 0, maxLength: 3 });
  return {
    tree: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ id: fc.constant(''), kind: fc.constantFrom('all' as const, 'any' as const), of }) as fc.Arbitrary<Node> },
      { weight: 1, arbitrary: fc.record({ id: fc.constant(''), kind: fc.constant('nOf' as const), n: fc.integer({ min: -1, max: 3 }), of }) as fc.Arbitrary<Node> },
    ),
  };
});

const never = fc.constant(null);
const award = fc.record({ achievement, issuedOn: day, expiresOn: fc.oneof(never, day), revokedOn: fc.oneof(never, never, day), suspensions: fc.array(fc.record({ from: day, until: fc.oneof(never, day) }), { maxLength: 1 }) });
const asked = fc.record({
  trees: fc.array(tree, { minLength: 1, maxLength: 4 }),
  onRevocation: fc.constantFrom('suspend' as const, 'stands' as const),
  priorAwards: fc.constantFrom('count' as const, 'ignore' as const),
  equivalences: fc.constantFrom(undefined, [{ of: 'A', accepts: 'B', from: '2025-02-01' }]),
  awards: fc.array(award, { maxLength: 8 }),
  enrolledOn: fc.oneof(never, day),
  attested: fc.array(fc.record({ node: fc.constantFrom('r1', 'r2', 'r3', 'r4'), on: day, until: fc.oneof(never, day) }), { maxLength: 2 }),
});

describe('a version counted bottom up', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  it('has the history that the general way finds, day by day', () => {
    let linear = 0;
    fc.assert(
      fc.property(asked, ({ trees, onRevocation, priorAwards, equivalences, awards, enrolledOn, attested }) => {
        let ids = 0;
        const named = (node: Node): Node => ({ ...node, id: `r${++ids}`, ...('of' in node ? { of: (node.of as Node[]).map(named) } : {}) }) as Node;
        const pathway = JSON.parse(JSON.stringify({ requirements: trees.map(named), policy: { sharing: 'shared', priorAwards, equivalences }, completion: { achievement: 'Z', onRevocation } })) as Pathway;
        const facts: EarnerFacts = {
          enrolment: enrolledOn === null ? null : { enrolledOn },
          awards: awards.map((one, at): AwardFact => ({ ...one, id: `w${at}`, result: null, snapshot: plain, stated: {}, entry: false })),
          attestations: attested.map((one, at) => ({ ...one, id: `t${at}`, revokedOn: null })),
          exceptions: [],
          others: new Map(),
        };
        const rules = rulesOf(pathway, world);
        if (rules.linear) linear += 1;
        const history = (question: Question) => {
          const { completedOn, intervals, nextDay, days } = walk(question);
          return { completedOn, intervals, nextDay, days: days.map(({ today, judged }) => [today, judged?.together.satisfied]) };
        };
        const question: Question = { versions: [rules], facts, asOf: '2025-08-01', world, solver };
        expect(history(question)).toEqual(history({ ...question, versions: [{ ...rules, linear: null }] }));
      }),
      { numRuns: 400, seed: 20261122 },
    );
    expect(linear).toBeGreaterThan(200);
  });
});
