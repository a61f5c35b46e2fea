import type { Pathway } from './pathway.js';

export type PathwayOrder = 'TITLE_ASC' | 'UPDATED_AT_DESC';

/** SQL of each order: the sort expression, its direction, and its value in a row. */
export const pathwayOrders = {
  TITLE_ASC: { column: 'title', cast: 'text', direction: 'ASC', after: '>', key: (row: Pathway) => row.title },
  UPDATED_AT_DESC: { column: 'updated_at', cast: 'timestamptz', direction: 'DESC', after: '<', key: (row: Pathway) => row.updatedAt.toISOString() },
} as const;

/** The key values of a row under an order, the id last. */
export const pathwayKeys =
  (order: PathwayOrder) =>
  (row: Pathway): [string, string] => [pathwayOrders[order].key(row), row.id];

export interface PathwayConditions {
  readonly ids: readonly string[] | null;
  readonly codes: readonly string[] | null;
  readonly codePrefix: string | null;
  readonly issuers: readonly string[] | null;
  /** Only pathways of this tenant. */
  readonly tenant: string | null;
}
