import { agreementOf, type Pair } from './agreement.js';

/** Pairs of a table whose rows are what was given and whose columns are what is right. */
const table = (counts: readonly (readonly number[])[]): Pair[] =>
  counts.flatMap((row, given) => row.flatMap((count, reference) => Array.from({ length: count }, () => ({ given: `l${given}`, reference: `l${reference}` }))));

describe('agreement', () => {
  it('is as in worked examples', () => {
    // 50 proposals read by two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
    expect(agreementOf(table([[20, 5], [10, 15]]))).toEqual({ scores: 50, exact: 0.7, kappa: expect.closeTo(0.4, 10) });
    // Equal observed agreement, other margins.
    expect(agreementOf(table([[45, 15], [25, 15]])).kappa).toBeCloseTo(0.1304, 4);
    expect(agreementOf(table([[25, 35], [5, 35]])).kappa).toBeCloseTo(0.2593, 4);
    // Three levels: observed 93/200, expected (100·96 + 60·62 + 40·42)/200² = 0.375.
    expect(agreementOf(table([[53, 33, 14], [28, 22, 10], [15, 7, 18]])).kappa).toBeCloseTo(((53 + 22 + 18) / 200 - 0.375) / 0.625, 10);
  });

  it('is whole when all agree, and less than none when none do', () => {
    expect(agreementOf(table([[3, 0], [0, 4]]))).toEqual({ scores: 7, exact: 1, kappa: 1 });
    expect(agreementOf(table([[0, 2], [2, 0]]))).toEqual({ scores: 4, exact: 0, kappa: -1 });
  });

  it('is told of nothing when nothing was scored, nor beyond chance when there is but one level', () => {
    expect(agreementOf([])).toEqual({ scores: 0, exact: null, kappa: null });
    expect(agreementOf(table([[5]]))).toEqual({ scores: 5, exact: 1, kappa: null });
  });
});
