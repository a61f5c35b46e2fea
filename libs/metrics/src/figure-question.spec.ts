import { type FigureQuestion, questionFaults, windowOf } from './figure-question.js';

const question: FigureQuestion = { metric: 'M1', observationEnd: '2024-12-31', windowDays: 365 };
const codes = (more: Partial<FigureQuestion>) => questionFaults({ ...question, ...more }).map(({ code }) => code);

test('a question within the limits of its metric has no fault', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ groupBy: ['COHORT_QUARTER', 'FIELD', 'GROUP_VALUE'], group: 'gender', windowDays: 17, cohorts: { from: '2024-02-01', until: '2024-02-29' }, scope: { issuers: ['a'] } })).toEqual([]);
});

test.each<[string, Partial<FigureQuestion>]>([
  ['FIGURE_UNKNOWN', { figure: 'LAPSE' }],
  ['DIMENSION_NOT_ALLOWED', { groupBy: ['PATHWAY'] }],
  ['TOO_MANY_DIMENSIONS', { groupBy: ['COHORT_MONTH', 'FIELD', 'LEVEL', 'KIND'] }],
  ['TOO_MANY_DIMENSIONS', { groupBy: ['FIELD', 'FIELD'] }],
  ['GROUP_MISSING', { groupBy: ['GROUP_VALUE'] }],
  ['WINDOW_MISSING', { windowDays: undefined }],
  ['WINDOW_NOT_ALLOWED', { windowDays: 0 }],
  ['WINDOW_NOT_ALLOWED', { windowDays: 36_500 }],
  ['WINDOW_NOT_ALLOWED', { windowDays: 1.5 }],
  ['WINDOW_NOT_ALLOWED', { metric: 'M10', windowDays: 730 }],
  ['WINDOW_NOT_ALLOWED', { metric: 'M7' }],
  ['TOP_NOT_ALLOWED', { top: 0 }],
  ['DAY_NOT_VALID', { observationEnd: '2023-02-29' }],
  ['DAY_NOT_VALID', { observationEnd: "2023-01-01'--" }],
  ['PERIOD_NOT_ALLOWED', { cohorts: { from: '2024-01-02', until: '2024-03-31' } }],
  ['PERIOD_NOT_ALLOWED', { cohorts: { from: '2024-01-01', until: '2024-02-28' } }],
  ['PERIOD_NOT_ALLOWED', { cohorts: { from: '2024-04-01', until: '2024-03-31' } }],
  ['PERIOD_NOT_ALLOWED', { cohorts: { from: '2024-12-01', until: '2025-01-31' } }],
  ['PERIOD_NOT_ALLOWED', { metric: 'M12', windowDays: undefined, cohorts: { from: '2024-01-01', until: '2024-03-31' } }],
  ['SCOPE_NOT_ALLOWED', { metric: 'O1', windowDays: undefined, scope: { issuers: ['a'] } }],
])('%s is told of %j', (code, more) => {
  expect(codes(more)).toEqual([code]);
});

test('a window of fixed length need not be said', () => {
  expect(codes({ metric: 'M10', windowDays: undefined })).toEqual([]);
  expect([windowOf({ ...question, metric: 'M10', windowDays: undefined }), windowOf({ ...question, metric: 'M7', windowDays: undefined }), windowOf(question)]).toEqual([365, null, 365]);
});
