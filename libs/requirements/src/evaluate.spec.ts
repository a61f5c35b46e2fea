import type { PathwayDefinition } from './definition.js';
import { evaluate } from './evaluate.js';
import type { Facts } from './evaluation.js';
import type { Holding } from './holding.js';
import { aPathway, all, any, award, held, nOf, optional } from './testing/pathway-builder.js';

const ask = (definition: PathwayDefinition, awards: Holding[], asOf: string, more: Partial<Facts> = {}) =>
  evaluate({ definition, enrolment: null, awards, asOf, ...more });
const node = (result: ReturnType<typeof ask>, id: string) => result.nodes.find((found) => found.id === id);

describe('the worked example of the case format', () => {
  const bakery = aPathway([
    award('hygiene', { id: 'r1' }),
    nOf('r2', 2, award('bread'), award('pastry'), award('cake')),
  ]);
  const awards = [
    held('w1', 'hygiene', '2024-02-29', { expiresOn: '2026-02-28' }),
    held('w2', 'bread', '2024-05-01'),
    held('w3', 'bread', '2024-06-01'),
    held('w4', 'cake', '2025-01-31'),
    held('w5', 'hygiene', '2026-03-10', { expiresOn: '2028-03-10' }),
  ];

  it('does not count two awards of one achievement as two', () => {
    const result = ask(bakery, awards, '2024-12-31');
    expect(result).toMatchObject({
      complete: false,
      completedOn: null,
      satisfied: 1,
      total: 2,
      state: 'IN_PROGRESS',
    });
    expect(node(result, 'r2')).toMatchObject({
      have: 1,
      need: 2,
      alone: false,
      state: 'PARTIAL',
      blocking: { code: 'MISSING' },
    });
    expect(node(result, 'bread')).toMatchObject({
      state: 'SATISFIED',
      counted: [{ award: 'w2' }],
      surplus: ['w3'],
    });
  });

  it('completes on the day of the last award', () => {
    const result = ask(bakery, awards, '2025-01-31');
    expect(result).toMatchObject({
      complete: true,
      completedOn: '2025-01-31',
      currentSince: '2025-01-31',
      state: 'COMPLETE',
    });
    expect(node(result, 'r2')?.counted).toEqual([{ award: 'w2' }, { award: 'w4' }]);
    expect(result.steps).toEqual([
      { requirement: 'r1', reachedOn: '2024-02-29' },
      { requirement: 'r2', reachedOn: '2025-01-31' },
    ]);
  });

  it('lapses on the expiry day, which is not active', () => {
    expect(ask(bakery, awards, '2026-02-27').complete).toBe(true);
    const result = ask(bakery, awards, '2026-02-28');
    expect(result).toMatchObject({
      complete: false,
      completedOn: '2025-01-31',
      currentSince: null,
      lapsedOn: '2026-02-28',
      state: 'LAPSED',
    });
    expect(node(result, 'r1')?.blocking).toEqual({ code: 'EXPIRED', awards: ['w1'] });
  });

  it('is current again on renewal, with its first completion day and its history', () => {
    expect(ask(bakery, awards, '2026-03-10')).toMatchObject({
      complete: true,
      completedOn: '2025-01-31',
      currentSince: '2026-03-10',
      lapsedOn: null,
      intervals: [
        { from: '2025-01-31', until: '2026-02-28' },
        { from: '2026-03-10', until: null },
      ],
    });
  });
});

describe('nodes', () => {
  const day = '2025-06-01';
  const holds = (definition: PathwayDefinition, ...achievements: string[]) =>
    ask(
      definition,
      achievements.map((a) => held(`w${a}`, a, '2025-01-01')),
      day,
    ).complete;

  it.each<[string, PathwayDefinition, string[], boolean]>([
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
    expect(Object.fromEntries(result.nodes.map(({ id, state }) => [id, state]))).toEqual({
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

  it.each<[string, Partial<Holding>[], string, string[]]>([
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
    expect(node(ask(either, [lost, paused], day), 'r')?.blocking).toEqual({
      code: 'SUSPENDED',
      awards: ['b'],
    });
    const definition = aPathway([nOf('r', 1, award('A'), award('B'))]);
    const result = ask(definition, [held('w', 'B', '2025-01-01', { expiresOn: '2025-02-01' })], day);
    expect(node(result, 'r')?.blocking?.code).toBe('MISSING');
    const both = ask(
      aPathway([all('r', award('A'), award('B'))]),
      [held('v', 'A', '2025-01-01'), held('w', 'B', '2025-01-01', { expiresOn: '2025-02-01' })],
      day,
    );
    expect(node(both, 'r')?.blocking).toEqual({ code: 'EXPIRED', awards: ['w'] });
  });
});

describe('validity over time', () => {
  const one = (
    validity: 'activeNow' | 'activeAtCompletion' | 'everEarned',
    onRevocation: 'suspend' | 'cascadeRevoke' | 'stands' = 'suspend',
  ) => aPathway([award('A', { validity }), award('B')], { completion: { achievement: 'Z', onRevocation } });
  const b = held('b', 'B', '2025-03-01');
  const a = (more: Partial<Holding>) => held('a', 'A', '2025-01-01', more);

  it.each<[string, PathwayDefinition, Partial<Holding>, string | null, boolean]>([
    [
      'activeNow: an expiry after completion lapses',
      one('activeNow'),
      { expiresOn: '2025-04-01' },
      '2025-03-01',
      false,
    ],
    [
      'activeAtCompletion: an expiry after completion does not',
      one('activeAtCompletion'),
      { expiresOn: '2025-04-01' },
      '2025-03-01',
      true,
    ],
    [
      'activeAtCompletion: an expiry before completion prevents it',
      one('activeAtCompletion'),
      { expiresOn: '2025-02-01' },
      null,
      false,
    ],
    [
      'everEarned: an expiry before completion does not matter',
      one('everEarned'),
      { expiresOn: '2025-02-01' },
      '2025-03-01',
      true,
    ],
    [
      'everEarned never forgives revocation',
      one('everEarned'),
      { revokedOn: '2025-04-01' },
      '2025-03-01',
      false,
    ],
    [
      'suspend: a revocation after completion lapses',
      one('activeNow', 'suspend'),
      { revokedOn: '2025-04-01' },
      '2025-03-01',
      false,
    ],
    [
      'cascadeRevoke: here it acts as suspend',
      one('activeNow', 'cascadeRevoke'),
      { revokedOn: '2025-04-01' },
      '2025-03-01',
      false,
    ],
    [
      'stands: a revocation after completion does not matter',
      one('activeNow', 'stands'),
      { revokedOn: '2025-04-01' },
      '2025-03-01',
      true,
    ],
    [
      'stands: nor does a suspension',
      one('activeNow', 'stands'),
      { suspensions: [{ from: '2025-04-01', until: null }] },
      '2025-03-01',
      true,
    ],
    [
      'stands never forgives expiry',
      one('activeNow', 'stands'),
      { expiresOn: '2025-04-01' },
      '2025-03-01',
      false,
    ],
    [
      'stands: a revocation before completion prevents it',
      one('activeNow', 'stands'),
      { revokedOn: '2025-02-01' },
      null,
      false,
    ],
    [
      'stands and everEarned: an award expired on the completion day is not kept',
      one('everEarned', 'stands'),
      { expiresOn: '2025-02-01', revokedOn: '2025-04-01' },
      '2025-03-01',
      false,
    ],
    [
      'an award void from the start never counts',
      one('everEarned', 'stands'),
      { revokedOn: '2025-01-01' },
      null,
      false,
    ],
  ])('%s', (_, definition, more, completedOn, complete) => {
    expect(ask(definition, [a(more), b], '2025-06-01')).toMatchObject({ completedOn, complete });
  });

  it('comes back when a suspension ends, which is exclusive', () => {
    const awards = [a({ suspensions: [{ from: '2025-04-01', until: '2025-04-10' }] }), b];
    expect(ask(one('activeNow'), awards, '2025-04-09').state).toBe('LAPSED');
    expect(ask(one('activeNow'), awards, '2025-04-10').intervals).toEqual([
      { from: '2025-03-01', until: '2025-04-01' },
      { from: '2025-04-10', until: null },
    ]);
  });

  it('does not flicker when one award ends on the day another begins', () => {
    const awards = [a({ expiresOn: '2025-04-01' }), held('a2', 'A', '2025-04-01'), b];
    expect(ask(one('activeNow'), awards, '2025-05-01').intervals).toEqual([
      { from: '2025-03-01', until: null },
    ]);
  });

  it('does not foresee what happens after the day asked', () => {
    expect(ask(one('activeNow'), [a({ revokedOn: '2025-04-01' }), b], '2025-03-31')).toMatchObject({
      complete: true,
      state: 'COMPLETE',
    });
    expect(ask(one('activeNow'), [a({}), b], '2025-02-01')).toMatchObject({ complete: false, satisfied: 1 });
  });
});

describe('enrolment and knowledge', () => {
  const pathway = aPathway([award('A'), award('B')]);
  const awards = [held('a', 'A', '2025-01-01'), held('b', 'B', '2025-02-01')];

  it('never completes before the enrolment', () => {
    const enrolment = { enrolledOn: '2025-05-01' };
    expect(ask(pathway, awards, '2025-04-30', { enrolment })).toMatchObject({
      governingVersion: null,
      total: 0,
      nodes: [],
      state: 'NOT_STARTED',
    });
    expect(ask(pathway, awards, '2025-05-01', { enrolment })).toMatchObject({
      completedOn: '2025-05-01',
      complete: true,
    });
  });

  it('leaves out awards from before the enrolment where the policy says so, and not on its day', () => {
    const definition = { ...pathway, policy: { sharing: 'shared', priorAwards: 'ignore' } } as const;
    const result = ask(definition, awards, '2025-06-01', { enrolment: { enrolledOn: '2025-02-01' } });
    expect(result).toMatchObject({ satisfied: 1, complete: false });
    expect(node(result, 'B')?.alone).toBe(true);
    expect(ask(definition, awards, '2025-06-01').complete).toBe(true);
  });

  it('cannot be completed without an enrolment where one is required', () => {
    const definition = aPathway([award('A')], { policy: { enrolment: 'required' } });
    expect(ask(definition, awards, '2025-06-01')).toMatchObject({
      governingVersion: null,
      complete: false,
      total: 0,
    });
    expect(
      ask(definition, awards, '2025-06-01', { enrolment: { enrolledOn: '2025-03-01' } }).completedOn,
    ).toBe('2025-03-01');
  });

  it('reaches no completion and no step from the day of withdrawal, and keeps an earlier one', () => {
    const withdrawnOn = '2025-02-01';
    expect(
      ask(pathway, awards, '2025-06-01', { enrolment: { enrolledOn: '2025-01-01', withdrawnOn } }),
    ).toMatchObject({
      complete: false,
      state: 'WITHDRAWN',
      completedOn: null,
      satisfied: 2,
      total: 2,
      steps: [
        { requirement: 'A', reachedOn: '2025-01-01' },
        { requirement: 'B', reachedOn: null },
      ],
    });
    const later = { enrolledOn: '2025-01-01', withdrawnOn: '2025-02-02' };
    expect(ask(pathway, awards, '2025-06-01', { enrolment: later })).toMatchObject({
      complete: true,
      state: 'COMPLETE',
    });
    expect(ask(pathway, awards, '2025-01-31', { enrolment: later })).toMatchObject({ state: 'IN_PROGRESS' });
  });

  it('sees only what was recorded by the instant asked; a bare day means its end', () => {
    const late = [awards[0]!, held('b', 'B', '2025-02-01', { recordedAt: '2025-03-05T10:00:00.5Z' })];
    const at = (knownAsOf?: string) => ask(pathway, late, '2025-06-01', { knownAsOf }).complete;
    expect([at(), at('2025-03-05'), at('2025-03-05T10:00:00.5Z')]).toEqual([true, true, true]);
    expect([at('2025-03-04'), at('2025-03-05T10:00:00Z')]).toEqual([false, false]);
    expect(() => at('yesterday')).toThrow('not an instant: yesterday');
  });

  it('governs without enrolment only while the version is open, and for good once completed', () => {
    const open = aPathway([award('A'), award('B')], {
      versioning: { enrolFrom: '2025-03-01', enrolUntil: '2025-04-01' },
    });
    expect(ask(open, awards, '2025-02-28').governingVersion).toBeNull();
    expect(ask(open, awards, '2025-06-01')).toMatchObject({ governingVersion: 1, completedOn: '2025-03-01' });
    const late = [awards[0]!, held('b', 'B', '2025-04-01')];
    expect(ask(open, late, '2025-03-31')).toMatchObject({ governingVersion: 1, satisfied: 1 });
    expect(ask(open, late, '2025-04-01')).toMatchObject({
      governingVersion: null,
      completedOn: null,
      complete: false,
    });
  });

  it('takes nothing away at the end of teach-out, but lets nobody complete afterwards', () => {
    const definition = aPathway([award('A'), award('B')], { versioning: { teachOutUntil: '2025-03-01' } });
    const enrolment = { enrolledOn: '2025-01-01' };
    expect(ask(definition, awards, '2025-06-01', { enrolment })).toMatchObject({
      complete: true,
      completedOn: '2025-02-01',
    });
    const late = [awards[0]!, held('b', 'B', '2025-03-01')];
    expect(ask(definition, late, '2025-06-01', { enrolment })).toMatchObject({
      governingVersion: null,
      complete: false,
      satisfied: 0,
    });
  });

  it('is not started until an award counts somewhere, and says so whatever else the earner holds', () => {
    expect(ask(pathway, [held('x', 'X', '2025-01-01')], '2025-06-01').state).toBe('NOT_STARTED');
    expect(ask(aPathway([all('r', award('A'), award('C'))]), awards, '2025-06-01')).toMatchObject({
      state: 'IN_PROGRESS',
      satisfied: 0,
    });
  });

  it('calls what is satisfied with nothing vacuous, and dates it by the enrolment only', () => {
    const empty = aPathway([nOf('r', 0, award('A'))]);
    expect(ask(empty, awards, '2025-06-01')).toMatchObject({
      vacuous: true,
      complete: true,
      state: 'COMPLETE',
      completedOn: null,
      currentSince: null,
      intervals: [],
    });
    expect(ask(empty, [], '2025-06-01', { enrolment: { enrolledOn: '2025-05-05' } })).toMatchObject({
      vacuous: true,
      complete: true,
      completedOn: '2025-05-05',
      currentSince: '2025-05-05',
    });
    expect(ask(pathway, awards, '2025-06-01').vacuous).toBe(false);
  });
});
