import { type Family, isSingular } from '@cairn/metrics';

/** Where sums are kept: of days appended and summed by who reads, else a row for each cell. */
export type RollupTable = 'rollup' | 'rollup_day';

/** Where hardly two units fall into one cell, finding the cell would cost more than another row does. */
export const tableOf = (family: Family): RollupTable => (isSingular(family) ? 'rollup_day' : 'rollup');
