import type { AchievementVersionInput } from '../schema.types.js';
import { aVersionInput } from '../testing/version-input.js';
import { draftOf } from './achievement-version.js';
import { publish } from './publication.js';
import { checkVersionText } from './version-text.js';

const now = new Date('2026-03-01T10:00:00Z');

function faultsOf(change: Partial<AchievementVersionInput>): [string, string | undefined][] {
  const checked = checkVersionText(aVersionInput(change));
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusals));
  const published = publish(draftOf(checked.value, { id: 'v1', tenant: 't1', achievementId: 'a1', number: 1 }, now), now);
  return published.ok ? [] : published.refusals.map(({ code, field }) => [code, field?.slice(1).join('.')]);
}
const stating = (stated: AchievementVersionInput['stated']) => ({ stated: { ...aVersionInput().stated, ...stated } });
const maintained = stating({ maintenance: { cycle: 'P3Y' } });

describe('validity, repetition, maintenance and standards', () => {
  it.each<[string, Partial<AchievementVersionInput>]>([
    ['for ever', { validity: 'NEVER_EXPIRES' }],
    ['for a period, said or not', { validFor: 'P2Y' }],
    ['until today', { validUntil: '2026-03-01' }],
    ['as long as it is maintained', { validity: 'MAINTAINED', ...maintained }],
    ['maintained in terms', { validity: 'MAINTAINED', validFor: 'P3Y', ...maintained }],
    ['once a year', { duplicatePolicy: 'ONE_PER_PERIOD', duplicatePeriod: 'P1Y' }],
    ['nothing to maintain', stating({ maintenance: { required: false } })],
    ['another standard', stating({ standardFollowed: 'OTHER', standardName: 'House rule 7' })],
    ['one day for everybody', stating({ maintenance: { anchor: 'DATE', anchorDate: '2026-01-01' } })],
  ])('may be %s', (_, change) => {
    expect(faultsOf(change)).toEqual([]);
  });

  it.each<[string, Partial<AchievementVersionInput>, string, string]>([
    ['a period without its length', { validity: 'PERIOD' }, 'FIELD_MISSING', 'validFor'],
    ['a last day without the day', { validity: 'FIXED_DATE' }, 'FIELD_MISSING', 'validUntil'],
    ['a last day that is over', { validUntil: '2026-02-28' }, 'INVALID_VALUE', 'validUntil'],
    ['for ever and for two years', { validity: 'NEVER_EXPIRES', validFor: 'P2Y' }, 'INVALID_VALUE', 'validFor'],
    ['a period with a last day', { validity: 'PERIOD', validFor: 'P2Y', validUntil: '2030-01-01' }, 'INVALID_VALUE', 'validUntil'],
    ['maintained by no rule', { validity: 'MAINTAINED' }, 'FIELD_MISSING', 'stated.maintenance'],
    ['maintained by a rule that asks for nothing', { validity: 'MAINTAINED', ...stating({ maintenance: { required: false } }) }, 'FIELD_MISSING', 'stated.maintenance'],
    ['one per period without the period', { duplicatePolicy: 'ONE_PER_PERIOD' }, 'FIELD_MISSING', 'duplicatePeriod'],
    ['many with a period', { duplicatePolicy: 'MANY', duplicatePeriod: 'P1Y' }, 'INVALID_VALUE', 'duplicatePeriod'],
    ['nothing to maintain in three years', stating({ maintenance: { required: false, cycle: 'P3Y' } }), 'INVALID_VALUE', 'stated.maintenance.required'],
    ['a day for another anchor', stating({ maintenance: { anchor: 'AWARD', anchorDate: '2026-01-01' } }), 'INVALID_VALUE', 'stated.maintenance.anchorDate'],
    ['another standard without its name', stating({ standardFollowed: 'OTHER' }), 'FIELD_MISSING', 'stated.standardName'],
    ['a name for a standard that has one', stating({ standardFollowed: 'ISO_IEC_17024', standardName: 'x' }), 'INVALID_VALUE', 'stated.standardName'],
  ])('are not %s', (_, change, code, field) => {
    expect(faultsOf(change)).toEqual([[code, field]]);
  });
});
