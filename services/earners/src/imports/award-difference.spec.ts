import { differenceOf } from './award-difference.js';
import type { AwardRow } from './award-row.js';
import type { KnownAward } from './known-award.js';

const known: KnownAward = {
  reference: 'r1',
  id: 'award',
  earner: 'mina',
  achievementVersion: 'version-1',
  code: 'ROPE',
  state: 'ACTIVE',
  awardedOn: '2026-01-15',
  validUntil: '2028-01-15',
  term: 1,
  assessment: { method: 'Examination', assessedOn: '2026-01-14', assessor: 'A. Lind' },
  results: [{ name: 'Score', value: '87' }],
};
const row = (wish: Partial<AwardRow['wish']> = {}, version: AwardRow['version'] = { code: 'ROPE' }): AwardRow => ({
  earner: { identifier: { type: 'STUDENT_ID', value: '1' } },
  version,
  wish: { partnerReference: 'r1', visibility: 'PRIVATE', ...wish },
});
const differs = (wish: Partial<AwardRow['wish']>, change: Partial<KnownAward> = {}) => differenceOf(row(wish), { ...known, ...change }, 'mina');

describe('a line whose reference is known', () => {
  it('says the same where it says nothing, or what is so already', () => {
    expect(differs({})).toEqual({ ok: true, value: null });
    const same = { awardedOn: '2026-01-15', validUntil: '2028-01-15', assessment: { method: 'Examination', assessedOn: '2026-01-14', assessor: null }, results: [{ name: 'Score', value: '87' }] };
    expect(differs(same)).toEqual({ ok: true, value: null });
  });

  it('corrects what it says otherwise, and that alone', () => {
    expect(differs({ awardedOn: '2026-01-16', validUntil: '2028-01-15' })).toEqual({ ok: true, value: { awardedOn: '2026-01-16' } });
    expect(differs({ results: [{ name: 'Grade', value: 'B' }] })).toEqual({ ok: true, value: { results: [{ name: 'Score', value: '87' }, { name: 'Grade', value: 'B' }] } });
    expect(differs({ results: [{ name: 'Score', value: '91' }] })).toEqual({ ok: true, value: { results: [{ name: 'Score', value: '91' }] } });
  });

  it('leaves a validity alone that was prolonged since', () => {
    expect(differs({ validUntil: '2027-01-15' }, { term: 2 })).toEqual({ ok: true, value: null });
  });

  it('is refused where it names another person or achievement, or corrects what stands no more', () => {
    expect(differenceOf(row(), known, 'ivo')).toMatchObject({ ok: false, refusals: [{ code: 'ALREADY_EXISTS', field: ['identifier'] }] });
    expect(differenceOf(row({}, { code: 'KNOT' }), known, 'mina')).toMatchObject({ ok: false, refusals: [{ code: 'ALREADY_EXISTS', field: ['achievementCode'] }] });
    expect(differenceOf(row({}, { id: 'version-2' }), known, 'mina')).toMatchObject({ ok: false, refusals: [{ field: ['achievementVersionId'] }] });
    expect(differs({ awardedOn: '2026-01-16' }, { state: 'REVOKED' })).toMatchObject({ ok: false, refusals: [{ code: 'AWARD_STATE_INVALID' }] });
    expect(differenceOf(row(), { ...known, state: 'REVOKED' }, undefined)).toEqual({ ok: true, value: null });
  });
});
