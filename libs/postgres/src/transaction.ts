import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

/** One open transaction. Stores take it as an argument; nothing else speaks SQL. */
export interface Tx {
  /** Runs a constant statement as a named prepared statement and returns its rows. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement whose text is put together at run time (filters); not prepared, so that no text is kept for ever. */
  compose<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** TypeORM's view of the same transaction, for single aggregates. */
  readonly manager: EntityManager;
  /** The driver's connection, for COPY streams only. */
  readonly client: PoolClient;
}

const names = new Map<string, string>();

/** One name for each constant text; texts are literals in stores, so their number is bounded. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `cairn_${names.size}`;
    names.set(text, name);
  }
  return name;
}

/** Told of every statement with the role under which it runs: `app` for requests, `worker` for what runs beside them. */
export type StatementObserver = (text: string, role: 'app' | 'worker') => void;

export function openTx(client: PoolClient, manager: EntityManager, observe?: (text: string) => void): Tx {
  return {
    manager,
    client,
    async query<Row>(text: string, values: readonly unknown[] = []) {
      observe?.(text);
      const { rows } = await client.query({ name: statementName(text), text, values: values as unknown[] });
      return rows as Row[];
    },
    async compose<Row>(text: string, values: readonly unknown[] = []) {
      observe?.(text);
      const { rows } = await client.query({ text, values: values as unknown[] });
      return rows as Row[];
    },
  };
}
