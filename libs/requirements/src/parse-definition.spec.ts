import { definitionHash } from './definition-hash.js';
import { parseDefinition } from './parse-definition.js';
import { aPathway, all, any, award, nOf, optional } from './testing/pathway-builder.js';

const good = aPathway([award('A'), nOf('r2', 1, award('B'), optional(award('C')))], {
  title: { en: 'Data steward', fr: 'Intendance des données' },
  publishedOn: '2026-01-01',
  order: [{ before: 'A', after: 'r2', mode: 'advice' }],
  versioning: { enrolFrom: '2026-01-01', enrolUntil: '2028-01-01' },
  completion: { achievement: 'Z', autoIssue: true, onRevocation: 'suspend' },
  maintenance: null,
  offRamps: [],
});

describe('reading a definition', () => {
  it('gives back what the author wrote, with its own keys and without defaults', () => {
    const written = {
      ...good,
      'x-author': { team: 'skills' },
      requirements: [{ ...award('A'), 'x-colour': 'red' }],
    };
    const parsed = parseDefinition(written);
    expect(parsed).toEqual({ ok: true, definition: written });
    expect(parsed.ok && parsed.definition).not.toBe(written);
  });

  const node = { id: 'a', kind: 'award', achievement: 'A' };
  const withNode = (more: object) => ({
    ...good,
    requirements: [{ ...all('top'), of: [{ ...node, ...more }] }],
  });
  const at = (path: string) => ['requirements', '0', 'of', '0', path].join('.');
  it.each<[string, unknown, string, string]>([
    ['no policy', { ...good, policy: undefined }, 'SHARING_UNDECLARED', 'policy'],
    ['a policy without sharing', { ...good, policy: {} }, 'SHARING_UNDECLARED', 'policy.sharing'],
    [
      'exclusive sharing',
      { ...good, policy: { sharing: 'exclusive' } },
      'SHARING_NOT_SUPPORTED',
      'policy.sharing',
    ],
    [
      'exclusive sums',
      { ...good, policy: { sharing: 'exclusiveSums' } },
      'SHARING_NOT_SUPPORTED',
      'policy.sharing',
    ],
    ['an invented sharing', { ...good, policy: { sharing: 'twice' } }, 'FIELD_INVALID', 'policy.sharing'],
    [
      'equivalences',
      { ...good, policy: { sharing: 'shared', equivalences: [] } },
      'POLICY_NOT_SUPPORTED',
      'policy.equivalences',
    ],
    [
      'a strict order edge',
      { ...good, order: [{ before: 'a', after: 'b', mode: 'strictlyAfter' }] },
      'ORDER_NOT_SUPPORTED',
      'order.0.mode',
    ],
    [
      'an invented order mode',
      { ...good, order: [{ before: 'a', after: 'b', mode: 'soon' }] },
      'FIELD_INVALID',
      'order.0.mode',
    ],
    ['an order edge among the nodes', withNode({ kind: 'order' }), 'ORDER_NOT_SUPPORTED', at('kind')],
    ['a credit sum', withNode({ kind: 'sum' }), 'NODE_KIND_NOT_SUPPORTED', at('kind')],
    ['a negation', withNode({ kind: 'not' }), 'NODE_KIND_UNKNOWN', at('kind')],
    ['a node without kind', withNode({ kind: undefined }), 'NODE_KIND_UNKNOWN', at('kind')],
    [
      'a minimum result',
      withNode({ minResult: { atLeast: 70 } }),
      'CONDITION_NOT_SUPPORTED',
      at('minResult'),
    ],
    [
      'a milestone',
      withNode({ milestone: { achievement: 'M' } }),
      'MILESTONE_NOT_SUPPORTED',
      at('milestone'),
    ],
    ['a misspelt key', withNode({ validty: 'everEarned' }), 'FIELD_UNKNOWN', at('validty')],
    ['a misplaced key of the policy', withNode({ equivalences: [] }), 'FIELD_UNKNOWN', at('equivalences')],
    ['an id with a blank', withNode({ id: 'a b' }), 'FIELD_INVALID', at('id')],
    ['an id of 65 characters', withNode({ id: 'a'.repeat(65) }), 'FIELD_INVALID', at('id')],
    [
      'half an n',
      { ...good, requirements: [{ ...nOf('r', 1), n: 1.5 }] },
      'FIELD_INVALID',
      'requirements.0.n',
    ],
    ['maintenance', { ...good, maintenance: { cycle: 'P1Y' } }, 'MAINTENANCE_NOT_SUPPORTED', 'maintenance'],
    ['an off-ramp', { ...good, offRamps: [{ id: 'x' }] }, 'EXITS_NOT_SUPPORTED', 'offRamps'],
    [
      'a successor',
      { ...good, versioning: { successor: 2 } },
      'VERSIONING_NOT_SUPPORTED',
      'versioning.successor',
    ],
    ['the 29th of February 2026', { ...good, publishedOn: '2026-02-29' }, 'FIELD_INVALID', 'publishedOn'],
    ['another language', { ...good, language: 'cairn-pathway/2' }, 'FIELD_INVALID', 'language'],
    ['a lone surrogate in a title', { ...good, title: 'a\ud800' }, 'FIELD_INVALID', 'title'],
    ['a text', 'requirements', 'FIELD_INVALID', ''],
    ['nothing', null, 'FIELD_INVALID', ''],
  ])('refuses %s', (_, input, code, path) => {
    const parsed = parseDefinition(input);
    const refusals = parsed.ok
      ? []
      : parsed.refusals.map((refusal) => `${refusal.code} ${refusal.path.join('.')}`);
    expect(refusals).toContain(`${code} ${path}`);
  });

  it('tells all faults at once', () => {
    const parsed = parseDefinition({
      ...good,
      version: 0,
      policy: {},
      requirements: [{ id: 'a', kind: 'sum' }, { id: '' }],
    });
    expect(parsed.ok ? [] : parsed.refusals.map(({ code }) => code).sort()).toEqual(
      ['FIELD_INVALID', 'NODE_KIND_NOT_SUPPORTED', 'NODE_KIND_UNKNOWN', 'SHARING_UNDECLARED'].sort(),
    );
  });

  it('refuses a document too large, too deep or turning in a circle, instead of failing on it', () => {
    const codeOf = (input: unknown) => {
      const parsed = parseDefinition(input);
      return parsed.ok ? null : parsed.refusals[0]?.code;
    };
    const nested = (depth: number): object =>
      Array.from({ length: depth - 1 }).reduce<object>((of, _, i) => all(`n${i}`, of as never), award('A'));
    const leaves = (count: number) => Array.from({ length: count }, (_, i) => award('A', { id: `n${i}` }));
    const circle: { of: unknown[] } & Record<string, unknown> = { ...any('c'), of: [] };
    circle.of.push(circle);
    expect(codeOf({ ...good, order: [], requirements: [nested(32)] })).toBeNull();
    expect(codeOf({ ...good, order: [], requirements: [nested(33)] })).toBe('TOO_DEEP');
    expect(codeOf({ ...good, requirements: [nested(20_000)] })).toBe('TOO_DEEP');
    expect(codeOf({ ...good, requirements: [circle] })).toBe('TOO_DEEP');
    expect(codeOf({ ...good, order: [], requirements: leaves(5_000) })).toBeNull();
    expect(codeOf({ ...good, order: [], requirements: leaves(5_001) })).toBe('TOO_LARGE');
    expect(codeOf({ ...good, 'x-f': () => 1 })).toBe('NOT_JSON');
  });
});

describe('the hash of a definition', () => {
  it('does not depend on the order of keys, and changes with the content', () => {
    const turned = Object.fromEntries(Object.entries(good).reverse()) as unknown as typeof good;
    expect(definitionHash(turned)).toBe(definitionHash(good));
    expect(definitionHash(good)).toMatch(/^[0-9a-f]{64}$/);
    expect(definitionHash({ ...good, version: 2 })).not.toBe(definitionHash(good));
  });
});
