import { metricCatalogue } from './metric-catalogue.js';
import { observationEnd, readQuestion } from './question.js';

const today = '2026-06-01';

describe('readQuestion', () => {
  it('fills in a year, yesterday and no dimension', () => {
    expect(readQuestion({ metric: 'M1_STACK_IN', groupBy: [] }, today)).toEqual({ metric: 'M1_STACK_IN', window: 365, dimension: null, asOf: '2026-05-31' });
  });

  it.each([
    ['a dimension that the metric has not', { metric: 'M10_PERSISTENCE', groupBy: ['PATHWAY'] }, /^DIMENSION_NOT_ALLOWED/],
    ['two dimensions', { metric: 'M1_STACK_IN', groupBy: ['COHORT_MONTH', 'ACHIEVEMENT'] }, /At most one/],
    ['a window of nothing', { metric: 'M1_STACK_IN', groupBy: [], windowDays: 0 }, /1 to 3,650/],
    ['a window for M0', { metric: 'M0_AWARDS_AND_EARNERS', groupBy: [], windowDays: 30 }, /no window/],
    ['another window for M10', { metric: 'M10_PERSISTENCE', groupBy: [], windowDays: 30 }, /365/],
    ['an observation that ends tomorrow', { metric: 'M8_COMPLETION', groupBy: [], asOf: '2026-06-02' }, /future/],
  ] as const)('refuses %s', (_, input, message) => {
    expect(() => readQuestion({ ...input, groupBy: [...input.groupBy] }, today)).toThrow(message);
  });

  it('steps back over the end of a month', () => {
    expect(observationEnd(null, '2026-03-01')).toBe('2026-02-28');
  });
});

describe('the metric catalogue', () => {
  it('says everything of every metric, under ids of their own', () => {
    expect(new Set(metricCatalogue.map(({ id }) => id)).size).toBe(metricCatalogue.length);
    for (const metric of metricCatalogue) {
      expect(metric.id).toMatch(/^M\d+@\d+$/);
      for (const text of [metric.definition, metric.numerator, metric.denominator, metric.grain, metric.censoring]) expect(text.length).toBeGreaterThan(4);
    }
  });
});
