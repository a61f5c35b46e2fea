import { importPathways } from '@cairn/exchange';
import { loadSolver } from '@cairn/requirements';
import fc from 'fast-check';
import { unbound } from './definition.js';
import { compare, ruleHere } from './differences.js';
import type { PlannedAward } from './plan.js';
import { sourceRule } from './source-rule.js';
import { checkCompletions, type CompletionSpec, type TreeNode } from './testing/completion-spec.js';

const today = '2026-11-22';
const element = (id: string) => `https://heron.example/elements/${id}`;
const badge = (id: string) => `https://heron.example/public/badges/${id}`;
const badges = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(badge);

/** A tree of the source: what its interface answers, and the same as its own rule looks at it. */
interface Tree {
  readonly document: { readonly elements: readonly object[] };
  readonly root: TreeNode;
}

type Shape = { readonly spec: 'badges'; readonly named: readonly string[]; readonly required: number | null } | { readonly spec: 'elements'; readonly of: readonly Shape[]; readonly required: number | null; readonly optional: number };

/** A number that is asked for is among what there is: whatever asks for more comes over as a draft. */
const required = fc.option(fc.nat(), { nil: null });
const within = (wish: number | null, of: number): number | null => (wish === null || of === 0 ? null : 1 + (wish % of));
const leaf: fc.Arbitrary<Shape> = fc.record({ spec: fc.constant('badges' as const), named: fc.uniqueArray(fc.constantFrom(...badges), { minLength: 1, maxLength: 5 }), required });
const { shape } = fc.letrec<{ shape: Shape; group: Shape }>((tie) => ({
  shape: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('group')),
  group: fc.record({ spec: fc.constant('elements' as const), of: fc.array(tie('shape'), { minLength: 1, maxLength: 4 }), required, optional: fc.nat(3) }),
}));

/** `optional`: so many of the children are not among those that the requirement names. */
function treeOf(shape: Shape): Tree {
  const elements: object[] = [];
  const grow = (one: Shape): TreeNode => {
    const id = element(String(elements.length));
    const at = elements.push({}) - 1;
    const children = one.spec === 'elements' ? one.of.map(grow) : [];
    const asked = one.spec === 'elements' ? children.slice(0, Math.max(1, children.length - one.optional)).map((child) => child.id) : one.named;
    const number = within(one.required, asked.length);
    const spec: CompletionSpec = {
      '@type': one.spec === 'elements' ? 'ElementJunction' : 'BadgeJunction',
      junctionConfig: { '@type': number === null ? 'Conjunction' : 'Disjunction', requiredNumber: number },
      ...(one.spec === 'elements' ? { elements: asked } : { badges: asked }),
    };
    elements[at] = { '@id': id, slug: `e${at}`, name: `Element ${at}`, children: children.map((child) => child.id), requirements: spec };
    return { id, spec, children: new Map(children.map((child) => [child.id, child])) };
  };
  const root = grow(shape);
  return { root, document: { ...{ '@type': 'Pathway', '@id': 'https://heron.example/pathways/p', name: 'Plumbing', rootElement: root.id }, elements } };
}

function readTree({ document }: Tree) {
  const read = importPathways(JSON.stringify(document), 'BADGR_SERVER');
  const [imported] = read.ok ? read.pathways : [];
  if (!imported) throw new Error('the tree was not read');
  return unbound({ imported }, (address) => address);
}

interface Had {
  readonly badge: string;
  readonly expired: boolean;
}
const assertion = (earner: number, at: number, { badge: of, expired }: Had): PlannedAward => ({
  file: 'assertions.json', item: at + 1, key: `https://heron.example/public/assertions/${earner}-${at}`, achievement: of, code: of,
  identifierType: 'EMAIL', identifier: `earner${earner}@people.example`, awardedOn: '2019-05-01', validUntil: expired ? '2021-05-01' : null, revoked: null,
});
const completedBySource = ({ root }: Tree, held: readonly Had[]) =>
  checkCompletions(root, held.map(({ badge: id }) => id)).some((one) => one.element === root.id && one.completed);

const trees = fc.sample(shape, { numRuns: 500, seed: 20_261_122 }).map(treeOf);

describe('pathways that come over from Badgr', () => {
  it('have, in 10,000 of 10,000 histories without repeats and expiry, the outcome of the source’s own rule', async () => {
    const solver = await loadSolver();
    const histories = fc.sample(fc.array(fc.uniqueArray(fc.constantFrom(...badges)), { minLength: 20, maxLength: 20 }), { numRuns: trees.length, seed: 1 });
    let [judged, equal, completed] = [0, 0, 0];
    trees.forEach((tree, at) => {
      const isComplete = ruleHere(readTree(tree), today, solver);
      for (const badgesHeld of histories[at] ?? []) {
        const held = badgesHeld.map((id) => ({ badge: id, expired: false }));
        const there = completedBySource(tree, held);
        judged += 1;
        if (isComplete(held.map((had, n) => assertion(0, n, had))) === there) equal += 1;
        if (there) completed += 1;
      }
    });
    expect(judged).toBe(10_000);
    expect(equal).toBe(10_000);
    // Both outcomes are there in number.
    expect(completed).toBeGreaterThan(2_000);
    expect(completed).toBeLessThan(8_000);
  });

  it('are judged for the report by a rule that is the source’s own, repeats and expiry included', () => {
    const held = fc.array(fc.constantFrom(...badges), { maxLength: 8 });
    fc.assert(
      fc.property(shape.map(treeOf), held, (tree, mine) => {
        expect(sourceRule(tree.document as never, (address) => address)(mine)).toBe(completedBySource(tree, mine.map((id) => ({ badge: id, expired: false }))));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lose with repeats or expiry exactly those whom the report lists, each with the reason', async () => {
    const solver = await loadSolver();
    const had = fc.record({ badge: fc.constantFrom(...badges), expired: fc.boolean() });
    const reasons = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...trees), fc.array(had, { minLength: 1, maxLength: 9 }), (tree, held) => {
        const rule = sourceRule(tree.document as never, (address) => address);
        const { differences } = compare(readTree(tree), rule, held.map((one, at) => assertion(0, at, one)), today, solver);
        // By the model alone: what it says of distinct badges that have not expired is what holds here.
        const there = completedBySource(tree, held);
        const distinct = (some: readonly Had[]) => [...new Set(some.map(({ badge: id }) => id))].map((id) => ({ badge: id, expired: false }));
        const still = held.filter(({ expired }) => !expired);
        const here = completedBySource(tree, distinct(still));
        expect(differences.map(({ completedThere, completedHere }) => [completedThere, completedHere])).toEqual(there === here ? [] : [[there, here]]);
        for (const { reasons: told } of differences) {
          if (!completedBySource(tree, distinct(held))) expect(told).toContain('TWO_ASSERTIONS_OF_ONE_BADGE');
          if (!completedBySource(tree, still)) expect(told).toContain('EXPIRED');
          expect(told).not.toContain('RULE_READ_OTHERWISE');
          told.forEach((reason) => reasons.add(reason));
        }
      }),
      { numRuns: 3_000, seed: 7 },
    );
    expect([...reasons].sort()).toEqual(['EXPIRED', 'TWO_ASSERTIONS_OF_ONE_BADGE']);
  });
});
