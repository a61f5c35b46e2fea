import type { Tx } from './transaction.js';

/** Beyond this many rows nobody is told how many there are: counting them would read them all (api.md, section 2). */
const cap = 10_000;

/** A query cut off where counting ends; for the parts of a union. */
export const cappedRows = (rows: string): string => `(${rows} LIMIT ${cap + 1})`;

/** Expression: how many rows a query has, reading one more than the cap at most. */
export const cappedCount = (rows: string): string => `(SELECT count(1)::int FROM ${cappedRows(rows)} capped)`;

/** What is told of a capped count: exact up to 10,000, null beyond. */
export const toldCount = (counted: number): number | null => (counted > cap ? null : counted);

/** How many rows a query has: exact up to 10,000, null beyond. `composed` where its text is put together at run time. */
export async function countRows(tx: Tx, rows: string, values: readonly unknown[], how: 'constant' | 'composed' = 'constant'): Promise<number | null> {
  const text = `SELECT ${cappedCount(rows)} AS n`;
  const [row] = await (how === 'composed' ? tx.compose<{ n: number }>(text, values) : tx.query<{ n: number }>(text, values));
  return row === undefined ? null : toldCount(row.n);
}
