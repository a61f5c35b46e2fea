export { all, type CellId, cellAt, cellsAt, type CountRow, type CountTable, flat, joinedLattices, type Lattice, latticeOf, type Measure, type Place, type RollUp, type Sum } from './lattice.js';
export { spansOf } from './audit.js';
export { exactly, type Known, type Span } from './known.js';
export { type Nesting, withNestings } from './nesting.js';
export { hiddenCells } from './protect.js';
export { type ProtectedRate, type Publication, publish, rateAt, type ToldCell } from './publication.js';
export { least } from './threshold.js';
