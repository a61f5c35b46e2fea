import fc from 'fast-check';
import { bindPathway } from '../bind-pathway.js';
import { onlyPathway, outcomes } from '../testing/imported.js';

const url = (id: string) => `https://badgr.example/elements/${id}`;
const badge = (id: string) => `https://badgr.example/badges/${id}`;
const junction = (type: 'Element' | 'Badge', ids: readonly string[], requiredNumber: number | null) => ({
  '@type': `${type}Junction`,
  junctionConfig: { '@type': requiredNumber === null ? 'Conjunction' : 'Disjunction', requiredNumber },
  [type === 'Badge' ? 'badges' : 'elements']: ids.map(type === 'Badge' ? badge : url),
});
const pathway = (elements: Record<string, { requirements?: unknown; completionBadge?: unknown }>) => ({
  '@context': 'https://badgr.io/public/contexts/pathways',
  '@type': 'Pathway',
  name: 'Plumbing',
  rootElement: url('root'),
  elements: Object.entries(elements).map(([id, more]) => ({ '@id': url(id), slug: id, name: id, ...more })),
});
const read = (elements: Parameters<typeof pathway>[0]) => onlyPathway(pathway(elements), 'BADGR_SERVER');

test('junctions become all and n of, over elements and over distinct badges', () => {
  const { pathway: found } = read({
    root: { requirements: junction('Element', ['pipes', 'taps'], null), completionBadge: { '@id': badge('master'), slug: 'master' } },
    pipes: { requirements: junction('Badge', ['a', 'b', 'b', 'c'], 2), completionBadge: { '@id': badge('piper') } },
    taps: { requirements: junction('Badge', ['d'], null) },
  });
  expect(found).toMatchObject({
    title: 'Plumbing',
    requirements: [
      { id: 'pipes', kind: 'nOf', n: 2, of: [{ achievement: 'a' }, { achievement: 'b' }, { achievement: 'c' }], milestone: { achievement: 'piper', autoIssue: false } },
      { id: 'taps', kind: 'all', of: [{ achievement: 'd' }] },
    ],
    completion: { achievement: 'master' },
  });
});

test('an element without requirements is never completed, and one that is missing is refused', () => {
  const found = read({ root: { requirements: junction('Element', ['bare', 'gone'], 1) }, bare: {} });
  expect(found.pathway.requirements).toMatchObject([{ kind: 'nOf', n: 1, of: [{ id: 'bare', kind: 'any', of: [] }, { id: 'gone', kind: 'any', of: [] }] }]);
  expect(outcomes(found)).toContain('REFUSED /elements/0/requirements');
});

test('a junction of another type is not of this form', () => {
  expect(() => read({ root: { requirements: { '@type': 'SkillJunction', junctionConfig: { '@type': 'Conjunction' } } } })).toThrow('NOT_THIS_FORMAT');
});

interface Element {
  readonly over: 'Element' | 'Badge';
  readonly named: readonly string[];
  readonly required: number | null;
}

/** The rule of the source for histories without repeats, written from its text and not from the importer. */
function completes(elements: Readonly<Record<string, Element>>, id: string, held: ReadonlySet<string>): boolean {
  const element = elements[id];
  if (!element) return false;
  const done = element.named.filter((one) => (element.over === 'Badge' ? held.has(one) : completes(elements, one, held)));
  return done.length >= (element.required ?? element.named.length);
}

type Plain = { kind: string; n?: number; achievement?: string; of?: Plain[] };
const holds = ({ kind, n = 0, achievement = '', of = [] }: Plain, held: ReadonlySet<string>): boolean => {
  const met = of.filter((child) => holds(child, held)).length;
  return kind === 'award' ? held.has(achievement) : met >= (kind === 'all' ? of.length : kind === 'any' ? 1 : n);
};

test('on generated trees an earner has completed exactly what the source says', () => {
  const badges = ['a', 'b', 'c', 'd', 'e'];
  const named = fc.uniqueArray(fc.constantFrom(...badges), { minLength: 1, maxLength: 4 });
  const rule = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
  const leaf = fc.record({ over: fc.constant('Badge' as const), named, required: rule });
  const tree = fc.tuple(fc.array(leaf, { minLength: 1, maxLength: 4 }), rule, rule, fc.array(leaf, { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(tree, fc.uniqueArray(fc.constantFrom(...badges)), ([leaves, rootRule, innerRule, inner], mine) => {
      const elements: Record<string, Element> = {
        root: { over: 'Element', named: ['inner', ...leaves.map((_leaf, at) => `l${at}`)], required: rootRule },
        inner: { over: 'Element', named: inner.map((_leaf, at) => `i${at}`), required: innerRule },
        ...Object.fromEntries(leaves.map((one, at) => [`l${at}`, one])),
        ...Object.fromEntries(inner.map((one, at) => [`i${at}`, one])),
      };
      const imported = read(Object.fromEntries(Object.entries(elements).map(([id, { over, named: ids, required }]) => [id, { requirements: junction(over, ids, required) }])));
      const bound = bindPathway(imported, new Map(imported.references.map(({ iri }) => [iri, iri.split('/').at(-1) ?? ''])));
      const held = new Set(mine);
      const requirements = bound.ok ? (bound.pathway.requirements as unknown as Plain[]) : [];
      expect(requirements.every((node) => holds(node, held))).toBe(completes(elements, 'root', held));
    }),
    { numRuns: 500 },
  );
});
