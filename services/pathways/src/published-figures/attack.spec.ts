import { type AttackedMetric, hiddenCellsPinned } from './testing/hidden-cells-pinned.js';

/** Pairs of queries for each metric; 1,000 by CAIRN_ATTACK_PAIRS, as analytics.md, section 4 asks for. */
const pairs = Number(process.env['CAIRN_ATTACK_PAIRS'] ?? 50);

test.each<[AttackedMetric, string]>([
  ['M1', 'rates of cohorts by window, achievement and group'],
  ['M8', 'rates of cohorts by window, pathway, version and group'],
  ['M9', 'steps of funnels, which grow'],
  ['M15', 'pairs of achievements, which grow'],
])(
  `of %s (%s) no hidden count below 10 is told more closely than within 10 by ${pairs} pairs of permitted queries, in one publication or across three`,
  async (metric) => {
    const attacked = await hiddenCellsPinned(pairs, { metric });
    expect(attacked.pinned).toEqual([]);
    expect(attacked).toMatchObject({ pairs });
    expect(attacked.hidden).toBeGreaterThan(pairs / 10);
  },
  600_000,
);

test('what is said of a hidden rate is true of the denominator that it is said of', async () => {
  // In this world a hidden numerator grows from 8 to 12 while its denominator is shown for the first time.
  expect((await hiddenCellsPinned(5, { seed: 108 })).pinned).toEqual([]);
}, 600_000);
