import type { LimitClass } from '../api-client/api-client.js';
import type { Effective, Holding } from '../grant/effective.js';

/** A client as the gateway has to know it, beside what it may do. */
export interface ClientTerms {
  readonly operator: boolean;
  readonly origins: readonly string[];
  readonly operationsOnly: boolean;
  readonly limitClass: LimitClass;
}

/** Who a credential stands for. */
export type Identified =
  | { readonly kind: 'CLIENT'; readonly holding: Holding; readonly effective: Effective; readonly terms: ClientTerms }
  | { readonly kind: 'MEMBER'; readonly holding: Holding; readonly effective: Effective; readonly account: string; readonly proven: readonly string[] }
  | { readonly kind: 'PERSON'; readonly account: string; readonly proven: readonly string[] };

/** A credential of a closed tenant, a disabled client or a member who left stands for nobody. */
export const stands = ({ active, tenantState, expiresAt }: Holding, now: Date): boolean =>
  active && tenantState !== 'CLOSED' && (expiresAt === null || expiresAt > now);
