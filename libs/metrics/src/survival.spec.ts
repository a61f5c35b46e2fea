import { reachedBy, survivalCurve } from './survival.js';

/** Six units: events at 1, 3 and 3, lost from sight at 2, 3 and 5. */
const rows = [
  { t: 1, events: 1, censored: 0, atRisk: 6 },
  { t: 2, events: 0, censored: 1, atRisk: 5 },
  { t: 3, events: 2, censored: 1, atRisk: 4 },
  { t: 5, events: 0, censored: 1, atRisk: 1 },
];

test('the share with the event takes out who was lost from sight, and counts those of the same day as at risk', () => {
  const shares = survivalCurve(rows).map(({ share }) => share);
  [1 / 6, 1 / 6, 1 - (5 / 6) * (2 / 4), 1 - (5 / 6) * (2 / 4)].forEach((share, at) => expect(shares[at]).toBeCloseTo(share, 12));
});

test('the median is the first day by which half had the event, and none where it was not reached', () => {
  expect(reachedBy(survivalCurve(rows), 0.5)).toBe(3);
  expect(reachedBy(survivalCurve(rows), 0.9)).toBeNull();
});

test('everybody has the event where the last at risk has it', () => {
  expect(survivalCurve([{ t: 4, events: 2, censored: 0, atRisk: 2 }]).at(-1)?.share).toBe(1);
});
