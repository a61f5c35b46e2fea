import { accepted, type Decision, grantMissing, may, notFound, type Principal, refused, type Right } from '@cairn/access';
import { tenantCreated } from '@cairn/events';
import { appendEvents, newEvent } from '@cairn/messaging';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { checkName } from '../tenant/tenant.js';
import { TenantStore } from '../tenant/tenant.store.js';
import { allRights, type ApiClient, hashKey, newKey, prefixOf } from './api-client.js';
import { ApiClientStore } from './api-client.store.js';

export interface NewApiClient {
  readonly tenant: string | null;
  readonly name: string;
  readonly rights: readonly Right[];
}

@Injectable()
export class ApiClientService {
  constructor(
    private readonly database: Database,
    private readonly store: ApiClientStore,
    private readonly tenants: TenantStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes a client; its key is in the answer and nowhere else. */
  async create(principal: Principal, input: NewApiClient): Promise<Decision<{ client: ApiClient; key: string }>> {
    const tenant = input.tenant ?? principal.tenant;
    const elsewhere = tenant !== principal.tenant;
    if (tenant === null || (elsewhere && !principal.operator)) return refused(notFound('tenant', 'tenantId'));
    if (!elsewhere && !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const lacking = elsewhere ? undefined : input.rights.find((right) => !principal.rights.includes(right));
    if (lacking) return refused(grantMissing(lacking));
    const name = checkName(input.name, 'name');
    if (!name.ok) return name;
    const key = newKey();
    const client = this.clientOf(tenant, name.value, key, input.rights, false);
    return this.database.write({ tenant }, async (tx) => {
      if (!(await this.store.tenantExists(tx, tenant))) return refused(notFound('tenant', 'tenantId'));
      await this.store.insert(tx, client);
      return accepted({ client, key });
    });
  }

  /** The client behind a key. Authentication comes before tenancy, hence the worker's view. */
  byKeyHash(keyHash: string): Promise<ApiClient | undefined> {
    return this.database.work((tx) => this.store.byKeyHash(tx, keyHash));
  }

  /** On the first start of a registry: a tenant for its operator and a client with every right. Null when there is one. */
  ensureOperator(): Promise<{ key: string } | null> {
    return this.database.work(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('cairn-operator'))`);
      if (await this.store.operatorExists(tx)) return null;
      const tenant = newId();
      const createdAt = new Date(this.clock.now());
      await this.tenants.insert(tx, { id: tenant, name: 'Operator', state: 'ACTIVE', version: 1, createdAt });
      const key = newKey();
      await this.store.insert(tx, this.clientOf(tenant, 'First key of the registry', key, allRights, true));
      await appendEvents(tx, [
        newEvent({
          contract: tenantCreated,
          tenant,
          subject: tenant,
          version: 1,
          data: { tenant, name: 'Operator', at: createdAt.toISOString() },
          changed: [{ type: 'TENANT', id: tenant, version: 1 }],
        }),
      ]);
      return { key };
    });
  }

  private clientOf(tenant: string, name: string, key: string, rights: readonly Right[], operator: boolean): ApiClient {
    return {
      id: newId(),
      tenant,
      name,
      keyPrefix: prefixOf(key),
      keyHash: hashKey(key),
      rights: [...new Set(rights)],
      operator,
      createdAt: new Date(this.clock.now()),
    };
  }
}
