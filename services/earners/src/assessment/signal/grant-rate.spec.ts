import { unusualRates } from './grant-rate.js';

const rates = (...of: [granted: number, cases: number][]) => of.map(([granted, cases], n) => ({ reviewer: `r${n}`, granted, cases }));
const named = (of: ReturnType<typeof rates>, casesMin = 10) => unusualRates(of, casesMin).map(({ reviewer }) => reviewer);

describe('the rate at which a reviewer grants', () => {
  it('is unusual when it lies far from that of all others', () => {
    expect(named(rates([40, 40], [20, 40], [20, 40], [20, 40]))).toEqual(['r0']);
    expect(named(rates([0, 40], [20, 40], [20, 40], [20, 40]))).toEqual(['r0']);
    expect(unusualRates(rates([40, 40], [20, 40], [20, 40]), 10)[0]).toMatchObject({ rate: 1, rateOfOthers: 0.5 });
  });

  it('is not unusual for being a little higher, or for being everybody’s', () => {
    expect(named(rates([24, 40], [20, 40], [20, 40]))).toEqual([]);
    expect(named(rates([40, 40], [40, 40], [40, 40]))).toEqual([]);
    expect(named(rates([0, 40], [0, 40]))).toEqual([]);
  });

  it('is not judged by few cases, own or others’', () => {
    expect(named(rates([9, 9], [0, 100]))).toEqual([]);
    expect(named(rates([10, 10], [0, 100]))).toEqual(['r0', 'r1']);
    expect(named(rates([100, 100], [0, 9]))).toEqual([]);
    expect(named(rates([100, 100]))).toEqual([]);
    expect(named([])).toEqual([]);
  });
});
