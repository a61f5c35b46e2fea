import { anAchievementCopy } from '../testing/version.js';
import { checkWish } from './check-wish.js';
import { type AwardWish, decideAward, type OnDecision } from './new-award.js';

const today = '2026-11-22';
const assessment = { method: 'Examination', assessedOn: '2026-11-20' };
const wish = (change: Partial<AwardWish> = {}): AwardWish => ({ visibility: 'PRIVATE', ...change });
const rule = { key: 'score', name: 'Score', min: 0, max: 1000, allowed: [], levels: [], pass: 700 };
const onDecision = (graceUntil: Date | null): OnDecision => ({ at: new Date('2026-11-22T10:00:00Z'), graceUntil });

describe('what is wished of an award', () => {
  test.each<[string, Partial<AwardWish>, string]>([
    ['a day in the future', { awardedOn: '2026-11-23' }, 'awardedOn'],
    ['a beginning that is not in the future', { notBefore: today }, 'notBefore'],
    ['a day after the beginning', { notBefore: '2026-12-01', awardedOn: '2026-12-02' }, 'awardedOn'],
    ['an assessment after the day of the award', { awardedOn: '2026-11-01', assessment }, 'assessedOn'],
    ['an end of validity on the day of the award', { awardedOn: today, validUntil: today }, 'validUntil'],
    ['a level of nothing', { results: [{ name: 'Grade', value: 'A', achievedLevel: 'a' }] }, 'achievedLevel'],
    ['no credits', { creditsEarned: 0 }, 'creditsEarned'],
    ['work that ends before it begins', { work: { host: 'Alder Mill', from: '2026-05-02', until: '2026-05-01' } }, 'until'],
  ])('is refused %s', (_what, change, field) => {
    expect(checkWish(wish(change), today).map(({ code, field: path }) => [code, path?.at(-1)])).toEqual([['INVALID_VALUE', field]]);
  });

  it('may begin on a later day, and is dated on it', () => {
    expect(checkWish(wish({ notBefore: '2026-12-01', awardedOn: '2026-12-01' }), today)).toEqual([]);
    const decided = decideAward(wish({ notBefore: '2026-12-01' }), anAchievementCopy({ validFor: 'P1Y' }), today);
    expect(decided).toMatchObject({ ok: true, value: { state: 'SCHEDULED', awardedOn: '2026-12-01', validUntil: '2027-12-01' } });
  });
});

describe('what a version has against an award', () => {
  const versions = {
    open: anAchievementCopy({}),
    assessed: anAchievementCopy({ assessed: true, resultRules: [rule] }),
    fixed: anAchievementCopy({ validUntil: '2026-11-01' }),
    internal: anAchievementCopy({ useCase: 'INTERNAL_LEARNING' }),
    superseded: anAchievementCopy({ state: 'SUPERSEDED', assessed: true }),
    retired: anAchievementCopy({ state: 'RETIRED' }),
  };
  const score = (value: string) => wish({ assessment, results: [{ name: 'Score', value }] });

  test.each<[string, keyof typeof versions, AwardWish, OnDecision | null, string]>([
    ['nothing, where it is open', 'open', wish(), null, 'ACTIVE'],
    ['a result below what passes', 'assessed', score('699'), null, 'RESULT_BELOW_PASS'],
    ['nothing, where the result passes', 'assessed', score('700'), null, 'ACTIVE'],
    ['a result off the scale', 'assessed', score('1001'), null, 'INVALID_VALUE'],
    ['a result that is no number', 'assessed', score('good'), null, 'INVALID_VALUE'],
    ['a missing assessment', 'assessed', wish(), null, 'ASSESSMENT_MISSING'],
    ['nothing, where a decision is the assessment', 'assessed', wish(), onDecision(null), 'ACTIVE'],
    ['to be shown by its tenant, where it is internal', 'internal', wish({ visibility: 'PUBLIC' }), null, 'VISIBILITY_NOT_YOURS'],
    ['a day after which none of its awards hold', 'fixed', wish({ awardedOn: '2026-11-02' }), null, 'INVALID_VALUE'],
    ['to be superseded', 'superseded', wish({ assessment }), null, 'ACHIEVEMENT_VERSION_STATE_INVALID'],
    ['nothing, where it was superseded and a decision is within grace', 'superseded', wish(), onDecision(new Date('2026-11-23T00:00:00Z')), 'ACTIVE'],
    ['a decision after the grace', 'superseded', wish(), onDecision(new Date('2026-11-22T10:00:00Z')), 'ACHIEVEMENT_VERSION_STATE_INVALID'],
    ['a decision on what is retired', 'retired', wish(), onDecision(null), 'ACHIEVEMENT_VERSION_STATE_INVALID'],
    ['a day before it, of an award made here', 'open', wish({ origin: 'NATIVE', awardedOn: '2025-12-31' }), null, 'INVALID_VALUE'],
    ['nothing against a day before it, of an award taken over', 'open', wish({ origin: 'MIGRATED', awardedOn: '2025-12-31' }), null, 'ACTIVE'],
    ['a day before it, by a decision', 'assessed', wish({ awardedOn: '2025-12-31' }), onDecision(null), 'INVALID_VALUE'],
  ])('is %s', (_what, version, asked, decision, outcome) => {
    const decided = decideAward(asked, versions[version], today, decision);
    expect(decided.ok ? decided.value.state : decided.refusals[0]?.code).toBe(outcome);
  });

  it('is told where an award comes from that is dated before it', () => {
    const origins = ['2025-12-31', '2026-01-01'].map((awardedOn) => decideAward(wish({ awardedOn }), versions.open, today));
    expect(origins).toMatchObject([{ value: { origin: 'MIGRATED' } }, { value: { origin: 'NATIVE' } }]);
  });

  it('bounds an award by its own last day', () => {
    expect(decideAward(wish({ awardedOn: '2026-11-01' }), versions.fixed, today)).toMatchObject({ value: { validUntil: '2026-11-02' } });
  });

  test.each([
    ['MANY', null, { standing: false, standsUntil: null }],
    ['ONE_ACTIVE', null, { standing: true, standsUntil: null }],
    ['ONE_PER_PERIOD', 'P1Y', { standing: true, standsUntil: '2027-11-22' }],
  ] as const)('keeps others away by %s', (duplicatePolicy, duplicatePeriod, expected) => {
    expect(decideAward(wish(), anAchievementCopy({ duplicatePolicy, duplicatePeriod }), today)).toMatchObject({ ok: true, value: expected });
  });
});
