import fc from 'fast-check';
import type { AwardFact, ExceptionFact, Metadata, OtherPathway } from '../../facts/facts.js';
import type { Edge, Node, Pathway } from '../../language/pathway.js';
import type { Selector } from '../../language/selector.js';

export interface SmallCase {
  readonly pathway: Pathway;
  readonly awards: readonly AwardFact[];
  readonly exceptions: readonly ExceptionFact[];
  readonly others: ReadonlyMap<string, OtherPathway>;
}

const achievements = ['A', 'B', 'C', 'D'] as const;
const tags = ['x', 'y'] as const;
const issuers = ['U', 'V'] as const;
const ids = ['r0', 'r1', 'r2', 'r3', 'r4'] as const;

const days = ['2025-01-01', '2025-02-15', '2025-06-01', '2025-08-01'] as const;

const selector: fc.Arbitrary<Selector> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ tag: fc.constantFrom(...tags) }) },
  { weight: 2, arbitrary: fc.record({ achievementIn: fc.uniqueArray(fc.constantFrom(...achievements), { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ issuerIn: fc.tuple(fc.constantFrom(...issuers)) }) },
  { weight: 1, arbitrary: fc.record({ exclude: fc.record({ achievementIn: fc.tuple(fc.constantFrom(...achievements)) }) }) },
  { weight: 1, arbitrary: fc.record({ anyOf: fc.tuple(fc.record({ achievementIn: fc.tuple(fc.constantFrom(...achievements)) }), fc.record({ tag: fc.constantFrom(...tags) })) }) },
  { weight: 1, arbitrary: fc.record({ levelAtLeast: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ issuedFrom: fc.constantFrom(...days) }) },
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });
const unit = fc.constantFrom('awards' as const, 'measure' as const, undefined);
const groupBy = fc.constantFrom('issuer' as const, 'tag' as const, 'achievement' as const, 'level' as const);
const constraints = {
  caps: maybe(fc.array(fc.record({ where: selector, atMost: fc.integer({ min: 0, max: 3 }), mode: fc.constantFrom('clip' as const, 'whole' as const, undefined), unit }), { minLength: 1, maxLength: 2 })),
  floors: maybe(fc.array(fc.record({ where: selector, atLeast: fc.integer({ min: 1, max: 2 }), unit }), { minLength: 1, maxLength: 2 })),
  perGroupAtMost: maybe(fc.record({ by: groupBy, atMost: fc.integer({ min: 0, max: 2 }), unit }), 4),
  distinctGroupsAtLeast: maybe(fc.record({ by: groupBy, atLeast: fc.integer({ min: 1, max: 2 }) }), 4),
  repeat: maybe(fc.record({ atMost: maybe(fc.integer({ min: 1, max: 2 }), 2), minGap: maybe(fc.constantFrom('P1M', 'P6M'), 2) }), 4),
};

const optional = fc.constantFrom(undefined, undefined, undefined, undefined, undefined, undefined, undefined, true);
const id = fc.constant('');

const leaf: fc.Arbitrary<Node> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id, kind: fc.constant('award' as const), optional, achievement: fc.constantFrom(...achievements), acceptEquivalents: fc.constantFrom(undefined, undefined, false), where: maybe(selector, 6), minLevel: maybe(fc.constant(1), 6) }) },
  { weight: 4, arbitrary: fc.record({ id, kind: fc.constant('count' as const), optional, atLeast: fc.integer({ min: -1, max: 3 }), from: selector, distinctBy: maybe(fc.constantFrom('unit' as const, 'achievement' as const, 'issuer' as const), 3), ...constraints }) },
  { weight: 3, arbitrary: fc.record({ id, kind: fc.constant('sum' as const), optional, measure: fc.constantFrom('m', 'm', 'k'), atLeast: fc.integer({ min: 0, max: 5 }), from: selector, ...constraints }) },
) as fc.Arbitrary<Node>;

const { tree } = fc.letrec<{ tree: Node }>((tie) => {
  const of = fc.array(tie('tree'), { minLength: 0, maxLength: 3 });
  return {
    tree: fc.oneof(
      { maxDepth: 3 },
      { weight: 5, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ id, kind: fc.constantFrom('all' as const, 'any' as const), optional, of }) as fc.Arbitrary<Node> },
      { weight: 1, arbitrary: fc.record({ id, kind: fc.constant('nOf' as const), optional, n: fc.integer({ min: -1, max: 3 }), of }) as fc.Arbitrary<Node> },
      { weight: 1, arbitrary: fc.record({ id, kind: fc.constant('sum' as const), optional, measure: fc.constant('m'), atLeast: fc.integer({ min: 0, max: 5 }), of, ...constraints }) as fc.Arbitrary<Node> },
    ),
  };
});

function named(nodes: readonly Node[]): Node[] {
  let count = 0;
  const name = (node: Node): Node => {
    const given = `r${count++}`;
    return 'of' in node ? ({ ...node, id: given, of: (node.of as Node[]).map(name) } as Node) : { ...node, id: given };
  };
  return nodes.map(name);
}

const award = fc.record({ achievement: fc.constantFrom(...achievements), issuedOn: fc.constantFrom(...days), issuer: fc.constantFrom(...issuers, null), tags: fc.subarray([...tags]), level: fc.constantFrom(null, 1, 2), m: fc.integer({ min: 0, max: 3 }) });
const groups = fc.array(fc.array(fc.constantFrom(...ids), { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 2 });

/** Pathways of the whole language (but for cycles) and awards so few that every way of counting can be tried. */
export const smallCase: fc.Arbitrary<SmallCase> = fc
  .record({
    trees: fc.array(tree, { minLength: 1, maxLength: 3 }),
    awards: fc.array(award, { minLength: 0, maxLength: 4 }),
    policy: fc.record({
      sharing: fc.constantFrom('shared' as const, 'exclusive' as const, 'exclusiveSums' as const),
      maxSharedAwards: maybe(fc.integer({ min: 0, max: 2 }), 4),
      maxSharedMeasure: maybe(fc.record({ measure: fc.constantFrom('m', 'k'), atMost: fc.integer({ min: 0, max: 4 }) }), 5),
      maySharePairs: maybe(groups, 4),
      exclusivityGroups: maybe(groups, 4),
      crossPathway: maybe(fc.constantFrom([{ pathways: ['Q'], maxSharedAwards: 0 }], [{ pathways: ['Q'], maxSharedAwards: 1 }]), 6),
      conversions: maybe(fc.constant([{ from: 'm', to: 'k', factor: 2 }]), 3),
      equivalences: maybe(
        fc.array(fc.record({ of: fc.constantFrom(...achievements), accepts: fc.constantFrom(...achievements), direction: fc.constantFrom('oneWay' as const, 'twoWay' as const, undefined), antirequisite: fc.constantFrom(true, undefined), from: maybe(fc.constant('2025-02-01'), 4), until: maybe(fc.constant('2025-07-01'), 4) }), { minLength: 1, maxLength: 2 }),
        3,
      ),
    }),
    edges: fc.array(fc.record({ before: fc.constantFrom(...ids), after: fc.constantFrom(...ids), mode: fc.constantFrom('strictlyAfter' as const, 'onOrAfter' as const, 'corequisite' as const), within: maybe(fc.constantFrom('P1M', 'P5M'), 2) }), { maxLength: 2 }),
    exceptions: fc.array(fc.record({ node: fc.constantFrom(...ids), type: fc.constantFrom('waive' as const, 'reduce' as const, 'substitute' as const), amount: fc.integer({ min: 1, max: 2 }), award: fc.constantFrom('w0', 'w1') }), { maxLength: 2 }),
    counted: fc.subarray(['w0', 'w1', 'w2']),
  })
  .map(({ trees, awards, policy, edges, exceptions, counted }) => {
    const requirements = named(trees);
    const order = edges.filter(({ before, after }) => !isWithin(requirements, before, after) && !isWithin(requirements, after, before)) as Edge[];
    return {
      pathway: JSON.parse(JSON.stringify({ requirements, order, policy })) as Pathway,
      awards: awards.map(({ achievement, issuedOn, issuer, tags: marks, level, m }, at) => ({
        ...{ id: `w${at}`, achievement, issuedOn, expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
        snapshot: { ...plain, issuer, level, tags: marks, measures: { m: m * 100 } },
      })),
      exceptions: exceptions.map(({ node, type, amount, award: name }, at) => ({ id: `e${at}`, node, type, award: type === 'substitute' ? name : null, amount, on: '2025-01-01', until: null })),
      others: new Map([['Q', { completedOn: '2025-01-01', completingVersion: 1, intervals: [{ from: '2025-01-01', until: null }], counted }]]),
    };
  });

/** Edges that join a node and itself or its descendant are refused. */
function isWithin(nodes: readonly Node[], outer: string, inner: string): boolean {
  return nodes.some((node) => (node.id === outer ? holds(node, inner) : 'of' in node && isWithin(node.of as Node[], outer, inner)));
}

const holds = (node: Node, wanted: string): boolean => node.id === wanted || ('of' in node && (node.of as Node[]).some((child) => holds(child, wanted)));

const plain: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };
