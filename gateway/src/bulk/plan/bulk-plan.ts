import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { TableColumn } from './table-columns.js';

export type BulkFormat = 'JSONL' | 'CSV' | 'PARQUET';

/** An operation that reads one page. */
export interface PageOperation {
  readonly query: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Objects asked for: of the connection itself, and of each connection inside. */
  readonly first: number;
  readonly inner: number;
}

/** A connection inside the objects of another one. */
export interface InnerConnection {
  /** Response names from the object down to the connection. */
  readonly path: readonly string[];
  /** The same from the root of the query, with dots. */
  readonly name: string;
  /** Goes on with the connection of one object, `$id`. */
  readonly rest: PageOperation;
}

/** One connection of the query, read to its end before the next. */
export interface Stage {
  /** Response names from the root down to the connection. */
  readonly path: readonly string[];
  readonly name: string;
  readonly page: PageOperation;
  readonly inner: readonly InnerConnection[];
}

/** How a query is run in the background. */
export interface BulkPlan {
  readonly stages: readonly Stage[];
  /** Columns of a table; null for JSON Lines. */
  readonly columns: readonly TableColumn[] | null;
}

export const connectionsMax = 5;
