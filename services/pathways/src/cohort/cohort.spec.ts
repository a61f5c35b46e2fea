import { isOverdue, stackingTable } from './cohort.js';

const count = (satisfied: number, n: number, more: object = {}) => ({ satisfied, total: 3, count: n, complete: 0, undecided: 0, overdue: 0, ...more });

describe('a stacking table', () => {
  it('has every k, and sums to the enrolled', () => {
    expect(stackingTable([count(0, 5), count(3, 2, { complete: 2 }), count(1, 4, { overdue: 1 })], 3)).toEqual({
      enrolled: 11,
      complete: 2,
      undecided: 0,
      overdue: 1,
      rows: [{ satisfied: 0, enrolments: 5 }, { satisfied: 1, enrolments: 4 }, { satisfied: 2, enrolments: 0 }, { satisfied: 3, enrolments: 2 }],
    });
  });

  it('goes as far as the version that asks most', () => {
    expect(stackingTable([count(0, 1), { ...count(5, 1), total: 5 }], 3).rows).toHaveLength(6);
    expect(stackingTable([], 2)).toMatchObject({ enrolled: 0, rows: [{}, {}, {}] });
  });

  it('knows whose day has come, and whom a change has not reached', () => {
    const figures = { state: 'IN_PROGRESS' as const, satisfied: 1, total: 2, complete: false, dueOn: '2026-06-01', asOf: '2026-05-01', yetToFollow: false };
    expect(['2026-05-31', '2026-06-01'].map((today) => isOverdue(figures, today))).toEqual([false, true]);
    expect(isOverdue({ ...figures, asOf: '2026-06-01' }, '2026-06-01')).toBe(false);
    expect(isOverdue({ ...figures, dueOn: null, yetToFollow: true }, '2026-05-31')).toBe(true);
  });
});
