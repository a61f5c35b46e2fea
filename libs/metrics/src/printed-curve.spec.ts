import { printedCurve } from './printed-curve.js';
import { type AtRisk, survivalCurve } from './survival.js';
import { Chance } from './generator/chance.js';

/** The remission times of the group treated with 6-MP (Freireich et al. 1963), in days here. */
const treated: AtRisk[] = atRisk([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);

test('shares and intervals are those that textbooks print', () => {
  const points = printedCurve(treated);
  expect(points.map(({ t }) => t)).toEqual([0, 30, 35]);
  // S(23) = 0.448, and 0.188 to 0.680 on the scale log(-log) by R's survfit(conf.type = "log-log").
  expect(points[1]).toEqual({ t: 30, share: expect.closeTo(1 - 0.4482, 4) as number, low: expect.closeTo(1 - 0.6801, 3) as number, high: expect.closeTo(1 - 0.1881, 3) as number, atRisk: 4, events: 9, censored: 8 });
  expect(points[0]).toEqual({ t: 0, share: 0, low: null, high: null, atRisk: 21, events: 0, censored: 0 });
});

test('each printed day is exact, and events and censorings of all of them add up to everybody', () => {
  const chance = new Chance(7);
  for (let round = 0; round < 50; round += 1) {
    const times = (count: number) => Array.from({ length: count }, () => chance.whole(0, chance.of([5, 400, 4_000])));
    const rows = atRisk(times(chance.whole(0, 60)), times(chance.whole(1, 60)));
    const points = printedCurve(rows);
    expect(points.length).toBeLessThanOrEqual(66);
    const total = points.reduce((sum, { events, censored }) => sum + events + censored, 0);
    expect(total).toBe(rows[0]?.atRisk);
    for (const { t, share, atRisk: left } of points) {
      expect(share).toBe(survivalCurve(rows).findLast((point) => point.t <= t)?.share ?? 0);
      expect(left).toBe(rows.reduce((sum, row) => (row.t >= t ? sum + row.events + row.censored : sum), 0));
    }
  }
});

test('of nobody there is no curve', () => {
  expect(printedCurve([])).toEqual([]);
});

/** Rows of a curve from the days of events and of censorings. */
function atRisk(events: readonly number[], censored: readonly number[]): AtRisk[] {
  const count = (days: readonly number[], holds: (day: number) => boolean) => days.filter(holds).length;
  return [...new Set([...events, ...censored])]
    .sort((a, b) => a - b)
    .map((t) => ({ t, events: count(events, (day) => day === t), censored: count(censored, (day) => day === t), atRisk: count([...events, ...censored], (day) => day >= t) }));
}
