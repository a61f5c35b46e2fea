import { nextAttempt } from './attempt-schedule.js';

const began = new Date('2026-05-01T00:00:00Z');

/** Seconds from the beginning at which attempts are made when each fails at once. */
function attemptsAt(chance: number): number[] {
  const at = [0];
  for (let now = began; ; ) {
    const next = nextAttempt({ began, attempts: at.length }, now, chance);
    if (!next) return at;
    at.push((next.getTime() - began.getTime()) / 1_000);
    now = next;
  }
}

test('attempts follow the schedule for 72 hours', () => {
  const waits = attemptsAt(0.5).map((at, index, all) => at - (all[index - 1] ?? 0));
  expect(waits).toEqual([0, 5, 30, 300, 1_800, 7_200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200]);
});

test.each([[0, 0.8], [1, 1.2]])('with chance %s each wait is %s of its length', (chance, part) => {
  expect(attemptsAt(chance)[1]).toBeCloseTo(5 * part);
  expect(attemptsAt(chance).at(-1)).toBeLessThanOrEqual(72 * 3_600);
});
