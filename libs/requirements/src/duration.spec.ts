import fc from 'fast-check';
import { isCivilDate } from './civil-date.js';
import { addDuration, isDuration } from './duration.js';

describe('a duration added to an anchor', () => {
  it.each([
    ['2024-01-31', 'P1M', 1, '2024-02-29'],
    ['2024-01-31', 'P1M', 2, '2024-03-31'],
    ['2024-01-31', 'P1M', 13, '2025-02-28'],
    ['2024-02-29', 'P1Y', 1, '2025-02-28'],
    ['2024-02-29', 'P1Y', 3, '2027-02-28'],
    ['2024-02-29', 'P1Y', 4, '2028-02-29'],
    ['2023-11-30', 'P3M', 1, '2024-02-29'],
    ['2025-12-31', 'P1Y2M', 1, '2027-02-28'],
    ['2025-12-31', 'P36M', 1, '2028-12-31'],
    ['2025-12-25', 'P2W', 1, '2026-01-08'],
    ['2024-02-28', 'P1D', 2, '2024-03-01'],
    ['2025-06-01', 'P90D', 1, '2025-08-30'],
    ['2000-02-29', 'P100Y', 1, '2100-02-28'],
    ['2025-06-01', 'P0D', 1, '2025-06-01'],
    ['2025-06-01', 'P1Y', 0, '2025-06-01'],
    ['2025-06-01', 'P9999Y', 1, '9999-12-31'],
    ['2025-06-01', 'P9999999D', 1, '9999-12-31'],
  ])('%s + %s times %i is %s', (anchor, duration, times, expected) => {
    expect(addDuration(anchor, duration, times)).toBe(expected);
  });

  it('agrees with the calendar of the platform for days and weeks', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.nat(80_000),
        (from, days) => {
          const expected = new Date(Math.floor(from.getTime() / 86_400_000) * 86_400_000 + days * 86_400_000);
          expect(addDuration(from.toISOString().slice(0, 10), `P${days}D`)).toBe(
            expected.toISOString().slice(0, 10),
          );
        },
      ),
    );
  });

  it('refuses what is no calendar duration', () => {
    for (const text of ['', 'P', 'P1', '1Y', 'PT1H', 'P1Y1D', 'P1.5Y', 'P-1Y', 'P1M1Y', ' P1Y'])
      expect(isDuration(text)).toBe(false);
    expect(() => addDuration('2025-01-01', 'PT1H')).toThrow('not a duration: PT1H');
  });
});

describe('a civil date', () => {
  it('is a day that exists', () => {
    expect(['2024-02-29', '2000-02-29', '9999-12-31', '2025-01-01'].every(isCivilDate)).toBe(true);
    const none = [
      '2025-02-29',
      '1900-02-29',
      '2025-00-10',
      '2025-13-01',
      '2025-04-31',
      '2025-1-1',
      '2025-01-01T00:00:00Z',
      '',
    ];
    expect(none.filter(isCivilDate)).toEqual([]);
  });
});
