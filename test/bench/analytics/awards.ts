/** How many awards are generated: as many as the figures are stated for, a fifth of them for a quick look, or what CAIRN_BENCH_AWARDS says. */
export const awardsOf = (quick: boolean): number => Number(process.env.CAIRN_BENCH_AWARDS ?? (quick ? 200_000 : 1_000_000));
