import type { FigureQuestion } from '@cairn/metrics';

type Asked = Omit<FigureQuestion, 'observationEnd'>;

/** In the middle of a month, so that sums of days are read beside those of months. */
export const observationEnd = '2025-12-17';

/** What each ratio is measured by; several questions count by their geometric mean. */
export const questions: Readonly<Record<'rollup_x_cohort' | 'rollup_x_transitions' | 'rollup_x_funnel' | 'rollup_x_time', readonly Asked[]>> = {
  rollup_x_cohort: [
    { metric: 'M1', windowDays: 365, groupBy: ['COHORT_QUARTER'] },
    { metric: 'M10', groupBy: ['COHORT_QUARTER'] },
  ],
  rollup_x_transitions: [
    { metric: 'M15', figure: 'FIRST', top: 100 },
    { metric: 'M15', figure: 'ANY', top: 100 },
  ],
  rollup_x_funnel: [
    { metric: 'M8', windowDays: 365, groupBy: ['PATHWAY'] },
    { metric: 'M9', windowDays: 365, groupBy: ['PATHWAY'] },
  ],
  rollup_x_time: [{ metric: 'M7' }],
};

/** Asked for their answers alone, in three ways. */
export const compared: readonly Asked[] = [
  ...Object.values(questions).flat(),
  { metric: 'M0' },
  { metric: 'M1', windowDays: 365, groupBy: ['GROUP_VALUE'], group: 'gender' },
  { metric: 'M3', windowDays: 730, groupBy: ['COHORT_QUARTER'] },
  { metric: 'M5' },
  { metric: 'M6', windowDays: 365 },
  { metric: 'M11', groupBy: ['PATHWAY'] },
  { metric: 'M12' },
  { metric: 'M13', groupBy: ['KIND'] },
  { metric: 'O3', windowDays: 365 },
  { metric: 'O4' },
];
