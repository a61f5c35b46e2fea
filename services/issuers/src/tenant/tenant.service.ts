import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { tenantCreatedEvent } from '../events/publishes.js';
import { checkName, type Tenant } from './tenant.js';
import { TenantStore } from './tenant.store.js';

@Injectable()
export class TenantService {
  constructor(
    private readonly database: Database,
    private readonly store: TenantStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens a tenant; operators only. */
  async create(principal: Principal, input: { name: string; idempotencyKey?: string | null }): Promise<Decision<{ id: string; marks: Mark[] }>> {
    if (!principal.operator) return refused(refusal('GRANT_MISSING', 'Only an operator of the registry opens tenants.'));
    const name = checkName(input.name, 'name');
    if (!name.ok) return name;
    // The operator's tenant remembers the key; the new tenant's rows are written under the new tenant.
    return this.database.write({ tenant: principal.tenant }, (tx) =>
      once(tx, { tenant: principal.tenant, client: principal.actor, key: input.idempotencyKey, request: input }, async () => {
        const now = new Date(this.clock.now());
        const tenant: Tenant = { id: newId(), name: name.value, state: 'ACTIVE', version: 1, createdAt: now };
        return accepted({ id: tenant.id, marks: await this.open(tenant) });
      }),
    );
  }

  read(tenant: string | null, ids: readonly string[]): Promise<Tenant[]> {
    return this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids));
  }

  private open(tenant: Tenant): Promise<Mark[]> {
    return this.database.write({ tenant: tenant.id }, async (tx) => {
      await this.store.insert(tx, tenant);
      return appendEvents(tx, [tenantCreatedEvent(tenant)]);
    });
  }
}
