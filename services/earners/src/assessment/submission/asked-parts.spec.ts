import type { RequirementText } from '@cairn/events';
import { missingParts, partsOf } from './asked-parts.js';

const leaf: RequirementText = {
  key: null, kind: 'PART', title: null, description: null, assessed: true, effort: null, evidence: null, criteria: [], pass: null,
  attestorRole: null, achievement: null, atLeast: null, of: [],
};
const part = (key: string): RequirementText => ({ ...leaf, key, evidence: { kinds: ['TEXT'], wordsMax: 300, artefactsMin: 0, artefactsMax: 0 } });
const all = (...of: RequirementText[]): RequirementText => ({ ...leaf, kind: 'ALL', of });
const any = (...of: RequirementText[]): RequirementText => ({ ...leaf, kind: 'ANY', of });
const atLeast = (n: number, ...of: RequirementText[]): RequirementText => ({ ...leaf, kind: 'AT_LEAST', atLeast: n, of });
const exam: RequirementText = { ...leaf, key: 'exam', kind: 'EXAM' };

const missing = (tree: RequirementText, ...filed: string[]) => missingParts(tree, new Set(filed));

test.each([
  ['every part under ALL is mandatory', all(part('a'), part('b')), ['a', 'b']],
  ['an alternative is not', all(part('a'), any(part('b'), part('c'))), ['a']],
  ['the only alternative is', any(part('a')), ['a']],
  ['all of as many as are needed are', atLeast(2, part('a'), part('b')), ['a', 'b']],
  ['what lies under ALL under ANY is not', any(all(part('a'), part('b')), part('c')), []],
])('%s', (_what, tree, mandatory) => {
  expect(partsOf(tree).filter((one) => one.mandatory).map(({ key }) => key)).toEqual(mandatory);
});

test('only what asks for evidence is a part, in the order of the tree', () => {
  expect(partsOf(all(part('a'), exam, any(part('b'), exam))).map(({ key }) => key)).toEqual(['a', 'b']);
  expect(partsOf(null)).toEqual([]);
});

describe('what is missing of a filing', () => {
  test('under ALL, whatever was not filed', () => {
    expect(missing(all(part('a'), part('b'), part('c')), 'b')).toEqual(['a', 'c']);
    expect(missing(all(part('a'), exam), 'a')).toEqual([]);
  });

  test('under ANY, nothing as soon as one was filed', () => {
    expect(missing(any(part('a'), part('b')), 'b')).toEqual([]);
    expect(missing(any(part('a'), part('b')))).toEqual(['a', 'b']);
  });

  test('under AT_LEAST, whatever was not filed while too few were', () => {
    const tree = atLeast(2, part('a'), part('b'), part('c'));
    expect(missing(tree, 'b')).toEqual(['a', 'c']);
    expect(missing(tree, 'b', 'c')).toEqual([]);
  });

  test('one way through alternatives has to be gone to its end', () => {
    const tree = any(all(part('a'), part('b')), part('c'));
    expect(missing(tree, 'a')).toEqual(['b', 'c']);
    expect(missing(tree, 'a', 'b')).toEqual([]);
  });
});
