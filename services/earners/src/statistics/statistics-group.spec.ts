import { checkGroups, type StatisticsGroup } from './statistics-group.js';

const group = (dimension: string, value: string, since: string | null = null, until: string | null = null): StatisticsGroup => ({ dimension, value, since, until });

const faultsOf = (groups: readonly StatisticsGroup[]) => {
  const checked = checkGroups(groups);
  return checked.ok ? [] : checked.refusals.map(({ field }) => field?.join('.'));
};

describe('answers about oneself', () => {
  it('are kept without the blanks around them', () => {
    expect(checkGroups([group('region', ' North ')])).toMatchObject({ ok: true, value: [{ dimension: 'region', value: 'North' }] });
  });

  it('may change with time, but are not two on one day', () => {
    expect(faultsOf([group('region', 'North', null, '2026-03-01'), group('region', 'South', '2026-03-01')])).toEqual([]);
    expect(faultsOf([group('region', 'North', null, '2026-03-02'), group('region', 'South', '2026-03-01')])).toEqual(['groups.1.dimension']);
    expect(faultsOf([group('region', 'North'), group('gender', 'F')])).toEqual([]);
  });

  it.each([
    ['a dimension of another shape', group('Region=', 'North'), 'groups.0.dimension'],
    ['an empty answer', group('region', '  '), 'groups.0.value'],
    ['the word for those who gave none', group('region', '(missing)'), 'groups.0.value'],
    ['a control character', group('region', 'No\u0007rth'), 'groups.0.value'],
    ['days that are none', group('region', 'North', '2026-03-01', '2026-03-01'), 'groups.0.until'],
  ])('are refused for %s', (_what, said, path) => {
    expect(faultsOf([said])).toEqual([path]);
  });

  it('are a hundred at most', () => {
    expect(faultsOf(Array.from({ length: 101 }, (_, at) => group(`d${at}`, 'x')))).toEqual(['groups']);
  });
});
