import { intentDigest, type IntentSlots } from './intent-digest.js';

const tenant = '0197a000-0000-7000-8000-000000000001';
const slots: IntentSlots = {
  id: '0197a000-0000-7000-8000-000000000002',
  award: '0197a000-0000-7000-8000-000000000003',
  issuer: '0197a000-0000-7000-8000-000000000004',
  achievementVersion: '0197a000-0000-7000-8000-000000000005',
  subject: '0197a000-0000-8000-8000-000000000006',
  awardedOn: '2026-03-01',
  validFrom: new Date('2026-03-01T09:00:00Z'),
  validUntil: null,
  results: [{ name: 'Score', value: '87', resultDescription: null, achievedLevel: null }] as never,
  evidence: [],
  work: null,
  creditsEarned: null,
  place: { list: '0197a000-0000-7000-8000-000000000007', index: 7 },
};
const digest = (over: object = {}, profile: number | null = 1) => intentDigest(tenant, { ...slots, ...over }, profile);

describe('the digest of an intent', () => {
  it.each<[string, object]>([
    ['id', { id: tenant }],
    ['award', { award: tenant }],
    ['issuer', { issuer: tenant }],
    ['achievement version', { achievementVersion: tenant }],
    ['subject', { subject: tenant }],
    ['day of the award', { awardedOn: '2026-03-02' }],
    ['beginning', { validFrom: new Date('2026-03-01T09:00:01Z') }],
    ['end', { validUntil: '2027-03-01' }],
    ['results', { results: [] }],
    ['evidence', { evidence: [{ evidence: tenant, requirement: 'a', kind: 'FILE' }] }],
    ['work', { work: { host: 'Tidewater Yard', from: null, until: null, hours: 3 } }],
    ['credits', { creditsEarned: 0 }],
    ['list', { place: { list: tenant, index: 7 } }],
    ['index', { place: { ...slots.place, index: 8 } }],
  ])('is another one where the %s is another', (_what, over) => {
    expect(digest(over)).not.toBe(digest());
  });

  it('is another one for another tenant and another version of the profile', () => {
    expect(intentDigest(slots.id, slots, 1)).not.toBe(digest());
    expect(digest({}, 2)).not.toBe(digest());
  });

  it('keeps what is next to each other apart', () => {
    expect(digest({ awardedOn: '2026-03-0', validUntil: '12027-03-01' })).not.toBe(digest({ awardedOn: '2026-03-01', validUntil: '2027-03-01' }));
    expect(digest({ validUntil: '' })).not.toBe(digest({ validUntil: null }));
  });

  it('does not depend on the order in which the database gives members', () => {
    const [result] = slots.results as unknown as [Record<string, unknown>];
    expect(digest({ results: [Object.fromEntries(Object.entries(result).reverse())] })).toBe(digest());
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
  });
});
