import { tableText } from '../terminal/table.js';
import type { Row } from './duckdb.js';
import type { FigureAnswer } from './figure-answer.js';

/** An answer for people: what it means, then the figures. */
export function answerText(answer: FigureAnswer): string {
  const { metric, title, figure, definition, windowDays, observationEnd, censoring, note } = answer;
  const name = metric.startsWith(`${figure}@`) ? `${metric} ${title}` : `${metric} ${title}: ${figure}`;
  const limits = `${windowDays === null ? 'No window' : `Window ${windowDays} days`}, observed until ${observationEnd}. ${censoring}`;
  return [name, definition, limits, ...(note === null ? [] : [note]), '', rowsText(answer.columns, answer.rows)].join('\n');
}

/** Rows under their names. Shares with four places. */
export const rowsText = (columns: readonly string[], rows: readonly Row[]): string => tableText(columns, rows.map((row) => columns.map((column) => cell(row[column] ?? null))));

const cell = (value: Row[string]): string | number => {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toFixed(4));
  return String(value);
};
