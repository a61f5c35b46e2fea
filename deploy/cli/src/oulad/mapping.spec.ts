import { awardRow, enrolmentRow, groupRows, isPassed, moduleAchievement, studentsOf } from './mapping.js';
import { dayAfter } from '../provider/civil-day.js';
import { imdBandOf } from './data-set.js';
import { startOf } from './presentation.js';

const presentation = { module: 'AAA', code: '2013J', start: '2013-10-01', lengthDays: 268 };
const row = { module: 'AAA', presentation: '2013J', student: '11391', result: 'Pass', unregisteredAfterDays: null, groups: { gender: 'F', imd_band: null, age_band: '0-35', disability: 'N' } };

test('presentations B begin in February and J in October', () => {
  expect([startOf('2014B'), startOf('2013J')]).toEqual(['2014-02-01', '2013-10-01']);
  expect(() => startOf('2013X')).toThrow('2013X is no presentation');
});

test('days are counted in the calendar, also backwards', () => {
  expect([dayAfter('2013-10-01', 268), dayAfter('2014-02-01', -159)]).toEqual(['2014-06-26', '2013-08-26']);
});

test('an award is dated at the end of the presentation and refers to module, presentation and learner', () => {
  expect(awardRow(row, presentation)).toMatchObject({ partnerReference: 'AAA/2013J/11391', awardedOn: '2014-06-26', assessedOn: '2014-06-26', resultValue: 'Pass' });
});

test('an enrolment begins with the presentation, whenever the learner registered', () => {
  expect(enrolmentRow(row, presentation, 'ern_1')).toMatchObject({ enrolledOn: '2013-10-01', withdrawnOn: undefined });
  expect(enrolmentRow({ ...row, unregisteredAfterDays: 12 }, presentation, 'ern_1')).toMatchObject({ withdrawnOn: '2013-10-13' });
  expect(enrolmentRow({ ...row, unregisteredAfterDays: -30 }, presentation, 'ern_1')).toMatchObject({ withdrawnOn: '2013-10-01' });
});

test('only Pass and Distinction are awards', () => {
  expect(['Pass', 'Distinction', 'Fail', 'Withdrawn'].map((result) => isPassed({ ...row, result }))).toEqual([true, true, false, false]);
});

test('a learner of two modules is one earner, and a module may be passed twice', () => {
  const data = { presentations: [presentation], students: [row, { ...row, module: 'BBB' }, { ...row, student: '2' }] };
  expect(studentsOf(data)).toEqual(['11391', '2']);
  expect(moduleAchievement('AAA', data).version).toMatchObject({ duplicatePolicy: 'MANY', estimatedEffort: 'P268D' });
});

test('what a learner is holds until a later presentation says otherwise', () => {
  const later = { ...row, presentation: '2014J', groups: { ...row.groups, age_band: '35-55' } };
  const again = { ...row, presentation: '2014B' };
  const open = { ...row, presentation: '2015B', groups: { ...row.groups, age_band: null } };
  const said = groupRows({ presentations: [presentation], students: [later, open, row, again] }).filter(({ dimension }) => dimension === 'age_band');
  expect(said).toMatchObject([
    { identifier: '11391', value: '0-35', since: '2013-10-01', until: '2014-10-01' },
    { identifier: '11391', value: '35-55', since: '2014-10-01', until: '2015-02-01' },
  ]);
});

test('a band of deprivation is read with its sign or without, and refused where a spreadsheet made a date of it', () => {
  expect(['10-20', '10-20%', '0-10%', '90-100%', '', '?'].map(imdBandOf)).toEqual(['10-20%', '10-20%', '0-10%', '90-100%', null, null]);
  for (const spoilt of ['20-Oct', '10/20', '2020-10-20', 'Oct-20']) expect(() => imdBandOf(spoilt)).toThrow(`imd_band says ${spoilt}`);
});
