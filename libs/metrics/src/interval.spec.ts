import { differenceInterval, scoreInterval, shareInterval } from './interval.js';

test('the interval of a difference is that of the worked examples of Newcombe (1998)', () => {
  // Table II, method 10: 56/70 - 48/80, and 9/10 - 3/10.
  const larger = differenceInterval({ numerator: 56, denominator: 70 }, { numerator: 48, denominator: 80 });
  expect([larger.low, larger.high]).toEqual([expect.closeTo(0.0524, 4), expect.closeTo(0.3339, 4)]);
  const smaller = differenceInterval({ numerator: 9, denominator: 10 }, { numerator: 3, denominator: 10 });
  expect([smaller.low, smaller.high]).toEqual([expect.closeTo(0.1705, 4), expect.closeTo(0.809, 4)]);
});

test('the interval of a share stays between 0 and 1, and is not empty where nobody or everybody is counted', () => {
  expect(scoreInterval({ numerator: 0, denominator: 20 })).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) as number });
  expect(scoreInterval({ numerator: 20, denominator: 20 })).toEqual({ low: expect.closeTo(0.8389, 4) as number, high: 1 });
});

test('the interval of a curve lies around it, is wider with fewer at risk, and ends where its scale does', () => {
  const many = shareInterval({ share: 0.3, greenwood: 0.0001 });
  const few = shareInterval({ share: 0.3, greenwood: 0.01 });
  expect(many!.low).toBeGreaterThan(few!.low);
  expect(many!.high).toBeLessThan(few!.high);
  for (const interval of [many, few]) expect([0 < interval!.low, interval!.low < 0.3, 0.3 < interval!.high, interval!.high < 1]).toEqual([true, true, true, true]);
  expect([shareInterval({ share: 0, greenwood: 0 }), shareInterval({ share: 1, greenwood: Infinity })]).toEqual([null, null]);
});
