import type { Holding, PathwayDefinition } from '@cairn/requirements';
import { nextDue } from './next-due.js';

const definition: PathwayDefinition = { language: 'cairn-pathway/1', requirements: [], policy: { sharing: 'shared' } };
const holding = (given: Partial<Holding>): Holding => ({
  award: 'w',
  achievement: 'a',
  issuedOn: '2026-01-01',
  expiresOn: null,
  revokedOn: null,
  suspensions: [],
  ...given,
});

describe('nextDue', () => {
  it.each([
    ['is null when nothing changes by itself', [holding({})], null],
    ['is the day an award expires', [holding({ expiresOn: '2027-01-01' })], '2027-01-01'],
    ['is the nearest of several days', [holding({ expiresOn: '2027-01-01' }), holding({ expiresOn: '2026-09-01' })], '2026-09-01'],
    ['is not today: today is evaluated already', [holding({ expiresOn: '2026-06-01' })], null],
    ['is the day an award begins', [holding({ issuedOn: '2026-06-02' })], '2026-06-02'],
    ['is the day a suspension ends', [holding({ suspensions: [{ from: '2026-05-01', until: '2026-08-01' }] })], '2026-08-01'],
  ])('%s', (_, holdings, due) => {
    expect(nextDue(definition, holdings, '2026-06-01')).toBe(due);
  });

  it('is the end of the teach-out', () => {
    expect(nextDue({ ...definition, versioning: { teachOutUntil: '2026-12-31' } }, [], '2026-06-01')).toBe('2026-12-31');
  });
});
