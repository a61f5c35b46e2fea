export { type Attacked, hiddenCellsPinned } from '../published-figures/testing/hidden-cells-pinned.js';
export { sumsOver } from './sums.js';
