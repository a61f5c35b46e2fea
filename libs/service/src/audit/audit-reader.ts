import { OpaqueTokens } from '@cairn/access';
import { type AuditConditions, AuditTrail } from '@cairn/audit';
import { Database, isUuid } from '@cairn/postgres';
import { openPage, parseId, toConnection } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { auditEntryNode } from './audit-entry-node.js';

/** AuditFilter of values.graphql. */
export interface AuditFilter {
  readonly actor?: Ids | null;
  readonly subject?: Ids | null;
  readonly action?: { readonly eq?: string | null; readonly in?: readonly string[] | null; readonly startsWith?: string | null } | null;
  readonly earner?: string | null;
  readonly at?: { readonly gte?: string | null; readonly lt?: string | null } | null;
}
interface Ids {
  readonly eq?: string | null;
  readonly in?: readonly string[] | null;
}

export interface AuditPageArgs {
  readonly first: number;
  readonly after?: string | null;
}

/** Pages of the audit trail of this service, for whoever has decided that the caller may read them. */
@Injectable()
export class AuditReader {
  private readonly trail = new AuditTrail();

  constructor(
    private readonly database: Database,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** Entries of a tenant. Throws INVALID_CURSOR. */
  ofTenant(tenant: string, filter: AuditFilter | null | undefined, args: AuditPageArgs) {
    return this.connection('audit', tenant, conditionsOf(filter ?? {}), args);
  }

  /** Entries about an earner, for its tenant and for the person. Throws INVALID_CURSOR. */
  ofEarner(tenant: string, earner: string, args: AuditPageArgs) {
    return this.connection('audit of earner', tenant, { earner }, args);
  }

  private async connection(list: string, tenant: string, conditions: AuditConditions, args: AuditPageArgs) {
    const identity = { list, tenant, filter: conditions };
    const page = openPage<[string]>(this.tokens, identity, args);
    const [after = null] = page.after ?? [];
    const rows = await this.database.read({ tenant }, (tx) => this.trail.page(tx, { tenant, conditions, after, limit: page.limit }));
    return toConnection(this.tokens, identity, page, rows, { node: auditEntryNode, keysOf: ({ id }) => [id] });
  }
}

function conditionsOf({ actor, subject, action, earner, at }: AuditFilter): AuditConditions {
  return {
    actors: bareIds(actor),
    subjects: bareIds(subject),
    // An id of nothing finds nothing; leaving the condition out would find everything.
    earner: earner ? bare(earner) : null,
    actions: chosen(action),
    actionStartsWith: action?.startsWith ?? null,
    from: at?.gte ? new Date(at.gte) : null,
    before: at?.lt ? new Date(at.lt) : null,
  };
}

function chosen(condition: Ids | null | undefined): string[] | null {
  if (condition?.eq && condition.in) return condition.in.filter((one) => one === condition.eq);
  return condition?.eq ? [condition.eq] : condition?.in ? [...condition.in] : null;
}

const bareIds = (condition: Ids | null | undefined): string[] | null => chosen(condition)?.map(bare) ?? null;

/** Nothing is about this id, and nobody has it. */
const nothing = '00000000-0000-7000-8000-000000000000';

const bare = (id: string): string => parseId(id)?.uuid ?? (isUuid(id) ? id : nothing);
