import { changedNothing, type Report } from '../provider/tally.js';
import { tableText } from './table.js';

/** What an import did, as a table and a sentence. */
export function reportText(report: Report): string {
  const rows = Object.entries(report).map(([kind, { lines, created, unchanged, refused }]) => [kind, lines, created, unchanged, refused]);
  const refused = Object.values(report).reduce((sum, count) => sum + count.refused, 0);
  const end = changedNothing(report) ? 'Everything was there already; nothing changed.' : refused > 0 ? `${refused} lines were refused.` : 'Done.';
  return `${tableText(['kind', 'lines', 'created', 'unchanged', 'refused'], rows)}\n${end}`;
}
