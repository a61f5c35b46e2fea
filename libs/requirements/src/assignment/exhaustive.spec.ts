import fc from 'fast-check';
import type { EarnerFacts, World } from '../facts/facts.js';
import { Day } from '../history/day.js';
import { rulesOf } from '../history/version-rules.js';
import type { Node } from '../language/pathway.js';
import { nodesIn } from '../language/tree.js';
import { byFlow } from './flow/flat-counts.js';
import { assignmentByHeuristic } from './heuristic.js';
import { byMilp } from './method.js';
import { loadSolver, type Solver } from './solver.js';
import { type Instance, mostHad, mostTogether, mostUnits, waysIn } from './testing/exhaustive.js';
import { smallCase, type SmallCase } from './testing/small-definitions.js';

const plain = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };
/** D may be earned again. */
const world: World = {
  isRepeatable: (achievement) => achievement === 'D',
  codeOf: () => null,
  metadataOn: () => plain,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: (skill, ancestor) => skill === ancestor,
};

/** More with the environment variable SMALL_DEFINITIONS: 20,000 are as right. */
const runs = Number(process.env['SMALL_DEFINITIONS'] ?? 600);
const seed = Number(process.env['SMALL_DEFINITIONS_SEED'] ?? 20261122);
/** Two to the power of so many ways are tried. */
const budget = 11;

describe('what can be satisfied together', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const asked = ({ pathway, awards, exceptions, others }: SmallCase): { day: Day; instance: Instance } => {
    const facts: EarnerFacts = { enrolment: null, awards, attestations: [], exceptions, others };
    const day = new Day(rulesOf(pathway, world), { facts, world, solver }, '2025-12-31', null);
    const { rules, situation } = day;
    const limits = (pathway.policy.crossPathway ?? []).map(({ maxSharedAwards }) => ({ awards: new Set(others.get('Q')!.counted), atMost: maxSharedAwards }));
    const instance = { roots: rules.roots, situation, policy: pathway.policy, edges: rules.edges, limits };
    return { day, instance };
  };

  it(`is what trying every way of counting finds, for ${runs} small definitions`, () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const { day, instance } = asked(small);
        fc.pre(waysIn(instance) <= budget);
        expect(day.assignments.together()).toMatchObject({ exact: true, satisfied: mostTogether(instance) });
      }),
      { numRuns: runs, seed },
    );
  }, 3_600_000);

  it('is found by each method where the rule admits it, by integer programming always, and heuristics never say more', () => {
    const used = { heuristic: 0, flow: 0 };
    fc.assert(
      fc.property(smallCase.map(flatter), (small) => {
        const { day, instance } = asked(small);
        fc.pre(waysIn(instance) <= budget);
        const { assignments } = day;
        const most = mostTogether(instance);
        const programmed = byMilp(instance.roots, assignments);
        expect([programmed.atLeast, programmed.atMost]).toEqual([most, most]);
        const guessed = assignmentByHeuristic(instance.roots, assignments)?.satisfied ?? null;
        const flat = byFlow(instance.roots, assignments);
        if (guessed !== null) {
          used.heuristic += 1;
          expect(guessed).toBeLessThanOrEqual(most);
        }
        if (flat !== null) {
          used.flow += 1;
          expect(flat).toBe(most);
        }
      }),
      { numRuns: runs, seed: seed + 3 },
    );
    expect(used.heuristic).toBeGreaterThan(runs / 4);
    expect(used.flow).toBeGreaterThan(runs / 4);
  }, 3_600_000);

  it('is found for a node alone as for a pathway of nothing else, with what it has', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const { day, instance } = asked(small);
        fc.pre(waysIn(instance) <= budget);
        for (const node of day.rules.nodes.values()) {
          const edges = instance.edges.filter(({ before, after }) => isWithin(node, before) && isWithin(node, after));
          const apart = { ...instance, edges, above: nodesIn(small.pathway.requirements) };
          const { alone, have } = day.assignments.judge.of(node);
          expect([node.id, alone, have]).toEqual([node.id, mostTogether({ ...apart, roots: [node] }) === 1, mostHad(node, apart)]);
        }
      }),
      { numRuns: Math.ceil(runs / 3), seed: seed + 1 },
    );
  }, 3_600_000);

  it('is what the most that a requirement counts is measured by', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const { day, instance } = asked(small);
        fc.pre(waysIn(instance) <= budget && instance.edges.every((edge) => instance.roots.filter(({ id }) => id === edge.before || id === edge.after).length === 2));
        const { satisfied } = day.assignments.together();
        for (const root of instance.roots)
          if (root.kind === 'sum' || root.kind === 'count') expect([root.id, day.assignments.units(root)]).toEqual([root.id, mostUnits(root, satisfied, instance)]);
      }),
      { numRuns: Math.ceil(runs / 3), seed: seed + 2 },
    );
  }, 3_600_000);
});

/** What heuristics and flow are for: counts that each want awards for themselves, half of them without constraints. */
function flatter(small: SmallCase): SmallCase {
  const isPlain = small.awards.length % 2 === 0;
  const flat = (node: Node): Node => {
    if ('of' in node) return node.kind === 'sum' ? { id: node.id, kind: 'nOf', n: 1, of: (node.of as Node[]).map(flat) } : { ...node, of: (node.of as Node[]).map(flat) };
    if (node.kind !== 'count' && node.kind !== 'sum') return node;
    const { id, from, caps, floors, perGroupAtMost } = node;
    return { id, kind: 'count', from, atLeast: Math.min(2, node.atLeast), ...(isPlain ? {} : { caps: caps?.slice(0, 1), floors: floors?.slice(0, 1), perGroupAtMost }) } as Node;
  };
  const pathway = { ...small.pathway, order: [], policy: { sharing: 'exclusive' as const }, requirements: (small.pathway.requirements as Node[]).map(flat) };
  return { ...small, pathway, exceptions: [] };
}

const isWithin = (node: Node, id: string): boolean => node.id === id || ('of' in node && (node.of as Node[]).some((child) => isWithin(child, id)));
