import type { Pathway } from '../language/pathway.js';
import { aPathway, award, held } from './testing/pathway-builder.js';
import { evaluated, type Held, type PlainFacts } from './testing/plain-facts.js';

const ask = (definition: Pathway, awards: Held[], asOf: string, more: Partial<PlainFacts> = {}) => evaluated(definition, { enrolment: null, awards, asOf, ...more });

describe('validity over time', () => {
  const one = (
    validity: 'activeNow' | 'activeAtCompletion' | 'everEarned',
    onRevocation: 'suspend' | 'cascadeRevoke' | 'stands' = 'suspend',
  ) => aPathway([award('A', { validity }), award('B')], { completion: { achievement: 'Z', onRevocation } });
  const b = held('b', 'B', '2025-03-01');
  const a = (more: Partial<Held>) => held('a', 'A', '2025-01-01', more);

  it.each<[string, Pathway, Partial<Held>, string | null, boolean]>([
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
