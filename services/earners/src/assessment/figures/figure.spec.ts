import { type Counts, countsOf, figuresOf, noCounts } from './figure.js';

const sum = (all: readonly Counts[]): Counts =>
  all.reduce((a, b) => Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + b[key as keyof Counts]])) as unknown as Counts, noCounts);
const times = (count: number, attempt: number, granted: boolean, businessDays = 4) => Array.from({ length: count }, () => countsOf({ attempt, granted, first: true, businessDays }));

describe('figures of assessment', () => {
  it('are those of 200 submissions of which 70, 90 and 20 are granted at the first, second and third try', () => {
    const first = [...times(70, 1, true), ...times(10, 1, false), ...times(120, 1, false)];
    const second = [...times(90, 2, true), ...times(5, 2, false), ...times(25, 2, false)];
    const figures = figuresOf(sum([...first, ...second, ...times(20, 3, true)]));
    expect(figures).toMatchObject({ firstDecided: 200, firstPassRate: 0.35, secondTryAcceptance: 0.75, granted: 180, meanBusinessDays: 4 });
    expect(figures.meanAttemptsToGrant).toBeCloseTo(1.72, 2);
  });

  it('count a grant on appeal as a grant, and not as a try', () => {
    const figures = figuresOf(sum([...times(1, 1, false), countsOf({ attempt: 1, granted: true, first: false, businessDays: 9 })]));
    expect(figures).toMatchObject({ firstPassRate: 0, granted: 1, meanAttemptsToGrant: 1, meanBusinessDays: 4 });
  });

  it('are not told of nothing', () => {
    expect(figuresOf(noCounts)).toEqual({ firstDecided: 0, firstPassRate: null, secondTryAcceptance: null, granted: 0, meanAttemptsToGrant: null, meanBusinessDays: null });
  });
});
