import { gapsTo } from './gap.js';

const rates = [
  { group: 'A', numerator: 50, denominator: 100 },
  { group: 'B', numerator: 40, denominator: 100 },
  { group: 'C', numerator: 39, denominator: 100 },
  { group: '(missing)', numerator: 0, denominator: 0 },
];

test('a gap is in points and as a share of the reference, and marked below four fifths', () => {
  expect(gapsTo('A', rates)?.map(({ interval: _interval, ...gap }) => gap)).toEqual([
    { group: 'A', numerator: 50, denominator: 100, points: 0, ratio: 1, toReview: false },
    { group: 'B', numerator: 40, denominator: 100, points: -10, ratio: 0.8, toReview: false },
    { group: 'C', numerator: 39, denominator: 100, points: -11, ratio: 0.78, toReview: true },
    { group: '(missing)', numerator: 0, denominator: 0, points: null, ratio: null, toReview: false },
  ]);
});

test('a reference that is no group has no gaps', () => {
  expect(gapsTo('D', rates)).toBeNull();
});

test('a reference of which nobody is counted has no ratio', () => {
  const [, other] = gapsTo('A', [{ group: 'A', numerator: 0, denominator: 10 }, { group: 'B', numerator: 1, denominator: 10 }]) ?? [];
  expect(other).toMatchObject({ points: 10, ratio: null, toReview: false });
});

test('the interval of a gap is in points, widens with fewer people, and is none for the reference or where nobody is', () => {
  const gaps = gapsTo('A', [...rates, { group: 'few', numerator: 4, denominator: 10 }]) ?? [];
  const [reference, b, , missing, few] = gaps.map(({ interval }) => interval);
  expect([reference, missing]).toEqual([null, null]);
  // 40/100 - 50/100 by Newcombe: -23.2 to 3.7 points.
  expect(b).toEqual({ low: expect.closeTo(-23.21, 2) as number, high: expect.closeTo(3.73, 2) as number });
  expect(few!.high - few!.low).toBeGreaterThan(b!.high - b!.low);
});
