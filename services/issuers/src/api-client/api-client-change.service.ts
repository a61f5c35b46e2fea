import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { checkUntil } from '../grant/grant.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import { checkName } from '../tenant/tenant.js';
import { type ApiClient, checkOrigins, type LimitClass } from './api-client.js';
import { ApiClientStore } from './api-client.store.js';

/** What may change of a client; undefined: stays as it is. */
export interface ApiClientChange {
  readonly name?: string;
  readonly origins?: readonly string[];
  readonly expiresAt?: Date | null;
  readonly operationsOnly?: boolean;
}

/** Lists and changes API clients, for who administers the tenant; for operators those of any tenant. */
@Injectable()
export class ApiClientChangeService {
  constructor(
    private readonly database: Database,
    private readonly store: ApiClientStore,
    private readonly people: PeopleChange,
  ) {}

  update(principal: Principal, id: string, change: ApiClientChange): Promise<Decision<Made<ApiClient>>> {
    return this.change('changed', principal, id, (client, now) => changed(client, change, now));
  }

  /** Which row of the table of limits holds for a client; operators only. */
  async setLimitClass(principal: Principal, id: string, limitClass: LimitClass): Promise<Decision<Made<ApiClient>>> {
    if (!principal.operator) return refused(refusal('GRANT_MISSING', 'Only an operator of the registry sets the limits of a client.'));
    return this.change('limited', principal, id, (client) => accepted({ ...client, limitClass }));
  }

  /** Disables a client for good: none of its keys works any more, and nothing is left of what it may do. */
  disable(principal: Principal, id: string): Promise<Decision<Made<ApiClient>>> {
    return this.change('disabled', principal, id, (client, now) => accepted({ ...client, disabledAt: now }));
  }

  async page(principal: Principal, after: string | null, limit: number): Promise<ApiClient[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }

  async one(principal: Principal, id: string): Promise<ApiClient | undefined> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return undefined;
    return this.database.read({ tenant }, (tx) => this.store.byId(tx, tenant, id));
  }

  private async change(deed: string, principal: Principal, id: string, decide: (client: ApiClient, now: Date) => Decision<ApiClient>): Promise<Decision<Made<ApiClient>>> {
    const tenant = principal.operator ? await this.database.work((tx) => this.store.tenantOf(tx, id)) : principal.tenant;
    if (!tenant) return refused(notFound('API client', 'id'));
    return this.people.run(principal, tenant, async (tx, now, caller) => {
      const client = await this.store.byId(tx, tenant, id);
      if (!client) return refused(notFound('API client', 'id'));
      if (!principal.operator && (client.operator || !may(caller, 'ADMINISTER'))) return refused(grantMissing('ADMINISTER'));
      if (client.disabledAt) return refused(refusal('API_CLIENT_STATE_INVALID', 'The client was disabled.', 'id'));
      const decided = decide(client, now);
      if (!decided.ok) return decided;
      await this.store.update(tx, decided.value);
      await note(tx, { tenant, action: `cairn.api-client.${deed}`, subject: id, subjectKind: 'API_CLIENT' });
      return accepted({ value: decided.value, concerned: [id] });
    });
  }
}

function changed(client: ApiClient, change: ApiClientChange, now: Date): Decision<ApiClient> {
  const name = checkName(change.name ?? client.name, 'name');
  if (!name.ok) return name;
  const origins = checkOrigins(change.origins ?? client.origins, 'origins');
  if (!origins.ok) return origins;
  const expiresAt = change.expiresAt === undefined ? accepted(client.expiresAt) : checkUntil(change.expiresAt, now, 'expiresAt');
  if (!expiresAt.ok) return expiresAt;
  const { operationsOnly = client.operationsOnly } = change;
  return accepted({ ...client, name: name.value, origins: origins.value, expiresAt: expiresAt.value, operationsOnly });
}
