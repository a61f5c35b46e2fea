import { accepted, type Decision, grantMissing, may, notFound, type Principal, refused, type Right, rights as allRights } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { tenantCreatedEvent } from '../events/publishes.js';
import { checkUntil, tenantWide } from '../grant/grant.js';
import { GrantStore } from '../grant/grant.store.js';
import { GrantTelling } from '../grant/grant-telling.service.js';
import { HolderStore } from '../grant/holder.store.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import { checkName } from '../tenant/tenant.js';
import { TenantStore } from '../tenant/tenant.store.js';
import { type ApiClient, checkOrigins } from './api-client.js';
import { ApiClientStore } from './api-client.store.js';
import { hashKey, newKey, prefixOf } from './api-key.js';
import { ApiKeyStore } from './api-key.store.js';

export interface NewApiClient {
  readonly tenant: string | null;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly origins: readonly string[];
  readonly expiresAt: Date | null;
}

/** A new client with the only copy of its key. */
export interface CreatedApiClient {
  readonly client: ApiClient;
  readonly key: string;
}

/** Makes API clients. */
@Injectable()
export class ApiClientService {
  constructor(
    private readonly database: Database,
    private readonly store: ApiClientStore,
    private readonly keys: ApiKeyStore,
    private readonly tenants: TenantStore,
    private readonly holders: HolderStore,
    private readonly grants: GrantStore,
    private readonly people: PeopleChange,
    private readonly telling: GrantTelling,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes a client; its key is in the answer and nowhere else. Operators make clients for any tenant. */
  async create(principal: Principal, input: NewApiClient): Promise<Decision<Made<CreatedApiClient>>> {
    const tenant = input.tenant ?? principal.tenant;
    const elsewhere = tenant !== principal.tenant;
    if (tenant === null || (elsewhere && !principal.operator)) return refused(notFound('tenant', 'tenantId'));
    const name = checkName(input.name, 'name');
    if (!name.ok) return name;
    const origins = checkOrigins(input.origins, 'origins');
    if (!origins.ok) return origins;
    const expiresAt = checkUntil(input.expiresAt, new Date(this.clock.now()), 'expiresAt');
    if (!expiresAt.ok) return expiresAt;
    return this.people.run<CreatedApiClient>(principal, tenant, async (tx, now, caller) => {
      const lacking = elsewhere ? undefined : (['ADMINISTER', ...input.rights] as const).find((right) => !may(caller, right));
      if (lacking) return refused(grantMissing(lacking));
      const client: ApiClient = {
        ...aClient(tenant, name.value, now),
        origins: origins.value,
        expiresAt: expiresAt.value,
        limitClass: principal.operator ? 'PROVIDER' : 'CLIENT',
      };
      const key = await this.write(tx, client, input.rights);
      await note(tx, { tenant, action: 'cairn.api-client.created', subject: client.id, subjectKind: 'API_CLIENT' });
      return accepted({ value: { client, key }, concerned: [client.id] });
    });
  }

  /** On the first start of a registry: a tenant for its operator and a client with every right. Null when there is one. */
  ensureOperator(): Promise<{ key: string } | null> {
    return this.database.work(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('cairn-operator'))`);
      if (await this.store.operatorExists(tx)) return null;
      const now = new Date(this.clock.now());
      const tenant = { id: newId(), name: 'Operator', state: 'ACTIVE' as const, version: 1, createdAt: now };
      await this.tenants.insert(tx, tenant);
      const client: ApiClient = { ...aClient(tenant.id, 'First key of the registry', now), operator: true };
      const key = await this.write(tx, client, allRights);
      await appendEvents(tx, [tenantCreatedEvent(tenant)]);
      await this.telling.tell(tx, tenant.id, [client.id], now);
      return { key };
    });
  }

  private async write(tx: Tx, client: ApiClient, rights: readonly Right[]): Promise<string> {
    const { tenant, id, createdAt } = client;
    const key = newKey();
    await this.store.insert(tx, client);
    await this.keys.insert(tx, { tenant, client: id, prefix: prefixOf(key), hash: hashKey(key), expiresAt: null, withdrawnAt: null, createdAt });
    await this.holders.insert(tx, tenant, id, 'CLIENT');
    await this.grants.give(
      tx,
      tenantWide(tenant, rights).map((grant) => ({ ...grant, id: newId(), tenant, holder: id, givenAt: createdAt })),
    );
    return key;
  }
}

const aClient = (tenant: string, name: string, createdAt: Date): ApiClient => ({
  id: newId(),
  tenant,
  name,
  operator: false,
  origins: [],
  operationsOnly: false,
  limitClass: 'PROVIDER',
  expiresAt: null,
  disabledAt: null,
  createdAt,
});
