import type { Pathway } from '../language/pathway.js';
import { aPathway, all, any, award, held, nOf, optional } from './testing/pathway-builder.js';
import { evaluated, type Held, type PlainFacts } from './testing/plain-facts.js';

const ask = (definition: Pathway, awards: Held[], asOf: string, more: Partial<PlainFacts> = {}) => evaluated(definition, { enrolment: null, awards, asOf, ...more });
const node = (result: ReturnType<typeof ask>, id: string) => result.nodes?.find((found) => found.id === id);

describe('nodes', () => {
  const day = '2025-06-01';
  const holds = (definition: Pathway, ...achievements: string[]) =>
    ask(
      definition,
      achievements.map((a) => held(`w${a}`, a, '2025-01-01')),
      day,
    ).complete;

  it.each<[string, Pathway, string[], boolean]>([
    ['all needs every child', aPathway([all('r', award('A'), award('B'))]), ['A'], false],
    ['all of nothing holds beside others', aPathway([award('A'), all('r')]), ['A'], true],
    ['any needs one child', aPathway([any('r', award('A'), award('B'))]), ['B'], true],
    ['any of nothing never holds', aPathway([award('A'), any('r')]), ['A'], false],
    [
      'n of 0 does not fail the enclosing all',
      aPathway([all('r', award('A'), nOf('s', 0, award('B')))]),
      ['A'],
      true,
    ],
    ['a negative n reads as 0', aPathway([award('A'), nOf('s', -2, award('B'))]), ['A'], true],
    ['n above the children never holds', aPathway([nOf('s', 3, award('A'), award('B'))]), ['A', 'B'], false],
    [
      'n of applies to leaves and nested conditions together',
      aPathway([nOf('s', 2, award('A'), all('t', award('B'), award('C')))]),
      ['B', 'C', 'A'],
      true,
    ],
    [
      'n of counts a nested condition once',
      aPathway([nOf('s', 2, award('A'), all('t', award('B'), award('C')))]),
      ['B', 'C'],
      false,
    ],
    [
      'an optional child is not counted for n',
      aPathway([nOf('s', 1, optional(award('A')), award('B'))]),
      ['A'],
      false,
    ],
    ['an optional requirement is not needed', aPathway([award('A'), optional(award('B'))]), ['A'], true],
    [
      'one award counts at several nodes when shared',
      aPathway([award('A'), any('r', award('A', { id: 'a2' }), award('B'))]),
      ['A'],
      true,
    ],
    ['an extra award destroys nothing', aPathway([any('r', award('A'), award('B'))]), ['A', 'B'], true],
  ])('%s', (_, definition, achievements, expected) =>
    expect(holds(definition, ...achievements)).toBe(expected),
  );

  it('show a threshold of at least 0', () => {
    expect(node(ask(aPathway([nOf('s', -2, award('B'))]), [], day), 's')).toMatchObject({
      have: 0,
      need: 0,
      alone: true,
    });
  });

  it('show what is surplus, what is optional and what is missing beneath an unsatisfied parent', () => {
    const definition = aPathway([
      any('r1', award('A'), award('B')),
      all('r2', award('C'), any('r3', award('A', { id: 'a2' }), award('D'))),
      optional(award('E')),
    ]);
    const result = ask(
      definition,
      ['A', 'B', 'E'].map((a) => held(`w${a}`, a, '2025-01-01')),
      day,
    );
    expect(result).toMatchObject({ satisfied: 1, total: 2, exact: true, method: 'linear' });
    expect(Object.fromEntries((result.nodes ?? []).map(({ id, state }) => [id, state]))).toEqual({
      r1: 'SATISFIED',
      A: 'SATISFIED',
      B: 'SURPLUS',
      r2: 'PARTIAL',
      C: 'UNMET',
      r3: 'SATISFIED',
      a2: 'SATISFIED',
      D: 'UNMET',
      E: 'SATISFIED',
    });
    expect(node(result, 'r1')).toMatchObject({
      have: 1,
      need: 1,
      counted: [{ award: 'wA' }],
      blocking: null,
    });
    expect(node(result, 'B')).toMatchObject({ counted: [], surplus: ['wB'], alone: true });
    expect(node(result, 'r2')).toMatchObject({ have: 1, need: 2, blocking: { code: 'MISSING', awards: [] } });
  });

  it.each<[string, Partial<Held>[], string, string[]]>([
    ['MISSING', [], 'MISSING', []],
    ['EXPIRED', [{ expiresOn: '2025-05-01' }], 'EXPIRED', ['w0']],
    ['REVOKED', [{ revokedOn: day }], 'REVOKED', ['w0']],
    ['void as REVOKED', [{ voided: true }], 'REVOKED', ['w0']],
    ['SUSPENDED', [{ suspensions: [{ from: '2025-05-01', until: null }] }], 'SUSPENDED', ['w0']],
    ['NOT_YET_ISSUED', [{ issuedOn: '2025-07-01' }], 'NOT_YET_ISSUED', ['w0']],
    [
      'the one obstacle that suffices',
      [
        { expiresOn: '2025-05-01', revokedOn: '2025-05-01' },
        { suspensions: [{ from: '2025-05-01', until: null }] },
      ],
      'SUSPENDED',
      ['w1'],
    ],
    [
      'the first of two obstacles that stand together',
      [{ expiresOn: '2025-05-01', revokedOn: '2025-05-01' }],
      'EXPIRED',
      ['w0'],
    ],
  ])('say why they are not satisfied: %s', (_, states, code, awards) => {
    const result = ask(
      aPathway([award('A')]),
      states.map((more, i) => held(`w${i}`, 'A', '2025-01-01', more)),
      day,
    );
    expect(node(result, 'A')).toMatchObject({ have: 0, need: 1, state: 'UNMET', blocking: { code, awards } });
  });

  it('name the obstacle that alone would satisfy a parent', () => {
    const either = aPathway([any('r', award('A'), award('B'))]);
    const lost = held('a', 'A', '2025-01-01', { expiresOn: '2025-02-01', revokedOn: '2025-02-01' });
    const paused = held('b', 'B', '2025-01-01', { suspensions: [{ from: '2025-02-01', until: null }] });
    expect(node(ask(either, [lost, paused], day), 'r')?.blocking).toEqual({ code: 'SUSPENDED', with: [], awards: ['b'] });
    const definition = aPathway([nOf('r', 1, award('A'), award('B'))]);
    const result = ask(definition, [held('w', 'B', '2025-01-01', { expiresOn: '2025-02-01' })], day);
    expect(node(result, 'r')?.blocking?.code).toBe('MISSING');
    const both = ask(
      aPathway([all('r', award('A'), award('B'))]),
      [held('v', 'A', '2025-01-01'), held('w', 'B', '2025-01-01', { expiresOn: '2025-02-01' })],
      day,
    );
    expect(node(both, 'r')?.blocking).toEqual({ code: 'EXPIRED', with: [], awards: ['w'] });
  });
});
