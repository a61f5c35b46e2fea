export { DatabaseFacts } from '../analytics/database-facts.js';
export type { Duck } from '../analytics/duckdb.js';
export { figureAnswer } from '../analytics/figure-answer.js';
export { openExport } from '../analytics/open-export.js';
export { ownDatabase } from '../analytics/own-database.js';
export { rebuilt } from '../analytics/rebuild-command.js';
export { writeExport } from '../analytics/write-export.js';
export { importOulad, type OuladImported } from '../oulad/import-oulad.js';
