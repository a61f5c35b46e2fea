import { onlyPathway, outcomes } from '../testing/imported.js';

const badge = (id: string) => ({ badgeUrl: `https://badges.example/${id}` });
const all = { countRule: { '@type': 'all' } };
const atLeast = (requiredCount: number) => ({ countRule: { '@type': 'atLeastN', requiredCount } });

interface Given {
  readonly children?: unknown[];
  readonly badges?: string[];
  readonly others?: string[];
  readonly rules?: { readonly child?: unknown; readonly other?: object; readonly badge?: object };
  readonly completion?: string;
  readonly shortcut?: boolean;
  readonly shortcuts?: string[];
  readonly required?: boolean;
}
const element = (elementId: string, { children = [], badges = [], others = [], rules = {}, completion, shortcut = false, shortcuts = [], required = true }: Given = {}) => ({
  elementId,
  name: elementId,
  completionBadge: completion ? badge(completion) : null,
  requirements: {
    childElementRequirements: rules.child ?? all,
    nonChildElementRequirements: { ...(rules.other ?? all), elementIds: others },
    badgeRequirements: { ...(rules.badge ?? all), requiredBadges: badges.map(badge) },
    shortcutBadges: shortcuts.map(badge),
    allowCompletionBadgeShortcut: shortcut,
  },
  requiredForParentCompletion: required,
  children,
});
const read = (value: unknown) => onlyPathway(value, 'BADGR_HOSTED');
const award = (id: string, achievement: string) => ({ id, kind: 'award', achievement });

test('children, badges and other elements all have to hold, each by its own rule', () => {
  const { pathway } = read(
    element('root', {
      completion: 'gold',
      children: [element('one', { badges: ['a', 'b', 'c'], rules: { badge: atLeast(2) } }), element('two', { badges: ['d'] })],
    }),
  );
  expect(pathway).toEqual({
    language: 'cairn-pathway/1',
    title: 'root',
    requirements: [
      { id: 'one', kind: 'nOf', n: 2, of: [award('one.b', 'a'), award('one.b.2', 'b'), award('one.b.3', 'c')], title: 'one' },
      { id: 'two', kind: 'all', of: [award('two.b', 'd')], title: 'two' },
    ],
    policy: { sharing: 'shared' },
    completion: { achievement: 'gold' },
  });
});

test('what is not required is shown with a rule of all, and counts with a rule of at least', () => {
  const children = [element('a', { badges: ['a'] }), element('b', { badges: ['b'], required: false })];
  expect(read(element('root', { children })).pathway.requirements).toMatchObject([{ id: 'a' }, { id: 'b', optional: true }]);
  expect(JSON.stringify(read(element('root', { children: children.slice(0, 1) })).pathway)).not.toContain('optional');
  expect(read(element('root', { children, rules: { child: atLeast(1) } })).pathway.requirements).toMatchObject([{ kind: 'nOf', n: 1, of: [{ id: 'a' }, { id: 'b' }] }]);
  expect(JSON.stringify(read(element('root', { children, rules: { child: atLeast(1) } })).pathway)).not.toContain('optional');
});

test('an element asked for twice has a node for each place and one milestone', () => {
  const read2 = read(element('root', { children: [element('inner', { badges: ['a'], completion: 'silver' }), element('outer', { others: ['inner'] })] }));
  expect(read2.pathway.requirements).toMatchObject([
    { id: 'inner', milestone: { achievement: 'silver', autoIssue: false } },
    { id: 'outer', of: [{ id: 'inner.2', kind: 'all' }] },
  ]);
  expect(JSON.stringify(read2.pathway).match(/milestone/g)).toHaveLength(1);
});

test('shortcuts stand for the whole element, and the badge of the root is none to itself', () => {
  const found = read(element('root', { completion: 'gold', shortcut: true, children: [element('one', { badges: ['a', 'b'], completion: 'silver', shortcut: true, shortcuts: ['old'] })] }));
  expect(found.pathway.requirements).toMatchObject([
    { id: 'one.or', kind: 'any', of: [{ id: 'one', kind: 'all', milestone: { achievement: 'silver' } }, { achievement: 'silver' }, { achievement: 'old' }] },
  ]);
  expect(outcomes(found)).toContain('APPROXIMATED ');
});

test('a rule over nothing is left out, and an element that asks for nothing is noted', () => {
  const found = read(element('root', { children: [element('empty', { completion: 'gift', rules: { badge: atLeast(0) } })] }));
  expect(found.pathway.requirements).toMatchObject([{ id: 'empty', kind: 'all', of: [], milestone: { achievement: 'gift' } }]);
  expect(outcomes(found)).toContain('APPROXIMATED /children/0');
});

test('an element that needs itself is a cycle', () => {
  expect(() => read(element('root', { children: [element('a', { others: ['b'] }), element('b', { others: ['a'] })] }))).toThrow('CYCLE: a needs b needs a');
});

test('an element that is not in the document is refused, and somebody has to attest it', () => {
  const found = read(element('root', { others: ['gone'], badges: ['a'] }));
  expect(found.pathway.requirements).toMatchObject([{ id: 'gone', kind: 'attested' }, { kind: 'award' }]);
  expect(outcomes(found)).toContain('REFUSED /requirements/nonChildElementRequirements/elementIds/0');
});
