/** What a client or member may do in its tenant (Right in the issuers subgraph). */
export type Right = 'ADMINISTER' | 'DESIGN' | 'AWARD' | 'REVOKE' | 'ANALYSE';

/** Who is asking. Made in one place, the gateway; subgraphs believe only the signed form of it. Ids are bare UUIDs. */
export interface Principal {
  readonly client: string | null;
  /** The caller's tenant; null for anonymous callers. */
  readonly tenant: string | null;
  readonly rights: readonly Right[];
  /** Runs the registry: may open tenants. */
  readonly operator: boolean;
}

export const anonymous: Principal = Object.freeze({ client: null, tenant: null, rights: [], operator: false });

/** Whether the caller may act in its own tenant with this right. */
export const may = (principal: Principal, right: Right): boolean =>
  principal.tenant !== null && principal.rights.includes(right);
