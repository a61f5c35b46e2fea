import type { Issuer, Sector } from './issuer.js';

export type IssuerOrder = 'NAME_ASC' | 'CREATED_AT_ASC' | 'UPDATED_AT_DESC';

/** SQL of each order: the sort expression (text, so that it survives a cursor), its direction, and its value in a row. */
export const orders = {
  NAME_ASC: { column: 'name', cast: 'text', direction: 'ASC', after: '>', key: (row: Issuer) => row.name },
  CREATED_AT_ASC: { column: 'created_at', cast: 'timestamptz', direction: 'ASC', after: '>', key: (row: Issuer) => row.createdAt.toISOString() },
  UPDATED_AT_DESC: { column: 'updated_at', cast: 'timestamptz', direction: 'DESC', after: '<', key: (row: Issuer) => row.updatedAt.toISOString() },
} as const;

/** The key values of a row under an order, the id last. */
export const issuerKeys = (order: IssuerOrder) => (row: Issuer): [string, string] => [orders[order].key(row), row.id];

export interface IssuerConditions {
  readonly ids: readonly string[] | null;
  readonly slugs: readonly string[] | null;
  readonly slugPrefix: string | null;
  readonly sectors: readonly Sector[] | null;
  readonly tenant: string | null;
}
