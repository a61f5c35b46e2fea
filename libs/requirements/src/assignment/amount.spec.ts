import { hundredths } from './amount.js';

describe('an amount in hundredths', () => {
  it.each([
    [0.29, 29],
    [8.07, 807],
    [4.35, 435],
    [-0.01, -1],
    [1_000_000_000, 100_000_000_000],
  ])('is %s as it is written', (amount, whole) => {
    expect(hundredths(amount)).toBe(whole);
  });

  it.each([1e15, 1e21, 1e300, Number.NaN])('is refused where %s cannot be computed exactly', (amount) => {
    expect(() => hundredths(amount)).toThrow(RangeError);
  });
});
