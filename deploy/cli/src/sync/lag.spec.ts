import { lag } from './lag.js';

test.each([
  [0, '0 s behind'],
  [1_400, '1 s behind'],
  [61_000, '1 min 1 s behind'],
  [7_380_000, '2 h 3 min behind'],
  [-5_000, '0 s behind'],
])('a copy that knows everything up to %i ms ago is %s', (ms, words) => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  expect(lag(new Date(now - ms).toISOString(), now)).toBe(words);
});
