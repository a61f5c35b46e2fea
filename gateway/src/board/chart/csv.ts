import { stringify } from 'csv-stringify/sync';
import { harmlessText } from '../../bulk/format/harmless-text.js';
import type { Chart } from './chart.js';
import { hidden, tableOf } from './table.js';

/**
 * The figures of a chart as CSV (RFC 4180), shares from 0 to 1, with a byte order mark for spreadsheets. What each row is a figure of stands
 * in the last columns, so that a file that was sent on still says what it means.
 */
export function csvOf(chart: Chart): string {
  const { columns, rows } = tableOf(chart);
  const meaning = [chart.metric.id, chart.windowDays, chart.observationEnd];
  const header = [...columns.map(({ title }) => title), 'Metric', 'Window in days', 'Observed until'];
  const lines = rows.map((row) => [...row.map((cell) => (cell === hidden ? 'hidden' : cell)), ...meaning]);
  return stringify([header, ...lines.map((line) => line.map((value) => (typeof value === 'string' ? harmlessText(value) : value)))], { bom: true, record_delimiter: 'windows' });
}
