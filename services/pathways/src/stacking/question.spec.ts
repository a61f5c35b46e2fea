import { observationEnd, readQuestion } from './question.js';

const today = '2026-06-01';

describe('readQuestion', () => {
  it('fills in a year, yesterday and no dimension', () => {
    expect(readQuestion({ metric: 'M1_STACK_IN', groupBy: [] }, today)).toEqual({ metric: 'M1', windowDays: 365, groupBy: [], observationEnd: '2026-05-31' });
  });

  it.each([
    ['a dimension that the metric has not', { metric: 'M10_PERSISTENCE', groupBy: ['PATHWAY'] }, /M10 cannot be told apart by PATHWAY/],
    ['four dimensions', { metric: 'M1_STACK_IN', groupBy: ['COHORT_MONTH', 'ACHIEVEMENT', 'KIND', 'LEVEL'] }, /At most 3/],
    ['a group that is not named', { metric: 'M1_STACK_IN', groupBy: ['GROUP_VALUE'] }, /which group/],
    ['a window of nothing', { metric: 'M1_STACK_IN', groupBy: [], windowDays: 0 }, /1 to 3653/],
    ['a window for M0', { metric: 'M0_AWARDS_AND_EARNERS', groupBy: [], windowDays: 30 }, /no window/],
    ['another window for M10', { metric: 'M10_PERSISTENCE', groupBy: [], windowDays: 30 }, /has the window 365/],
    ['an observation that ends tomorrow', { metric: 'M8_COMPLETION', groupBy: [], asOf: '2026-06-02' }, /future/],
  ] as const)('refuses %s', (_, input, message) => {
    expect(() => readQuestion({ ...input, groupBy: [...input.groupBy] }, today)).toThrow(message);
  });

  it('steps back over the end of a month', () => {
    expect(observationEnd(null, '2026-03-01')).toBe('2026-02-28');
  });
});
