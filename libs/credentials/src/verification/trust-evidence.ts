import type { VerificationOptions } from './evidence.js';

/**
 * One row of a trust list: the list vouches for the issuer over `[from, until)`. Rows are never changed; what corrects or ends
 * an entry is a later row with the same `entry`.
 */
export interface TrustEntry {
  entry: string;
  /** Name of the list. */
  list: string;
  from: Date;
  /** Null: without end. */
  until: Date | null;
  recordedAt: Date;
}

export interface TrustFinding {
  /** WITHDRAWN: it was vouched for and is so no longer. Says nothing about the document. */
  state: 'RECOGNISED' | 'NOT_LISTED' | 'WITHDRAWN';
  /** Names of the lists that vouch for it, or no longer do. */
  lists: string[];
  /** Since when, or until when. */
  since: Date | null;
}

/** What the lists known at `knownAsOf` said of the issuer at `asOf`. */
export function trustAt(entries: readonly TrustEntry[], { asOf, knownAsOf }: Pick<VerificationOptions, 'asOf' | 'knownAsOf'>): TrustFinding {
  const known = rowsKnownAt(entries, ({ entry }) => entry, knownAsOf);
  const inForce = known.filter((row) => coversDate(row, asOf));
  if (inForce.length) return { state: 'RECOGNISED', lists: namesOf(inForce), since: earliest(inForce.map(({ from }) => from)) };
  const past = known.filter(({ until }) => until !== null && until <= asOf);
  if (past.length) return { state: 'WITHDRAWN', lists: namesOf(past), since: latest(past.flatMap(({ until }) => until ?? [])) };
  return { state: 'NOT_LISTED', lists: [], since: null };
}

/** Of rows that correct one another, those that held by `knownAsOf`. */
export function rowsKnownAt<Row extends { recordedAt: Date }>(rows: readonly Row[], nameOf: (row: Row) => string, knownAsOf: Date | undefined): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    if (knownAsOf && row.recordedAt > knownAsOf) continue;
    const other = newest.get(nameOf(row));
    if (!other || other.recordedAt <= row.recordedAt) newest.set(nameOf(row), row);
  }
  return [...newest.values()];
}

/** Whether a half-open interval holds at an instant; one that ends before it begins never does. */
export function coversDate({ from, until }: { from: Date; until: Date | null }, at: Date): boolean {
  return from <= at && (until === null || at < until);
}

const namesOf = (rows: readonly TrustEntry[]): string[] => [...new Set(rows.map(({ list }) => list))].sort();
const earliest = (dates: readonly Date[]): Date => new Date(Math.min(...dates.map(Number)));
const latest = (dates: readonly Date[]): Date => new Date(Math.max(...dates.map(Number)));
