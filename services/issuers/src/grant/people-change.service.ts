import { type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { type Mark, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { TenantStore } from '../tenant/tenant.store.js';
import { GrantStore } from './grant.store.js';
import { effectiveOf } from './effective.js';
import { type Concerned, GrantTelling } from './grant-telling.service.js';
import { HolderStore } from './holder.store.js';
import { Undone } from './undone.js';

/** What a change came to: its value, whom it may concern, and events that were appended already. */
export interface Changed<T> {
  readonly value: T;
  readonly concerned: Concerned;
  readonly marks?: readonly Mark[];
}

export interface Made<T> {
  readonly value: T;
  readonly marks: readonly Mark[];
}

/** What changes a tenant's people. `caller` has the rights in force now, whatever the gateway knew some seconds ago. */
export type Change<T> = (tx: Tx, now: Date, caller: Principal) => Promise<Decision<Changed<T>>>;

/** What a client asked under an idempotency key. Nothing that is shown once: answers are kept. */
export type Asked = object & { readonly idempotencyKey?: string | null };

/**
 * Changes who may do what in a tenant: one change of a tenant at a time, never without an administrator left, and told to
 * all services in the same transaction.
 */
@Injectable()
export class PeopleChange {
  constructor(
    private readonly database: Database,
    private readonly tenants: TenantStore,
    private readonly grants: GrantStore,
    private readonly holders: HolderStore,
    private readonly telling: GrantTelling,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `change` decides before it writes: what it refuses has written nothing. */
  async run<T>(principal: Principal, tenant: string, change: Change<T>, asked: Asked = {}): Promise<Decision<Made<T>>> {
    const { idempotencyKey: key = null, ...request } = asked;
    try {
      return await this.database.write({ tenant }, (tx) =>
        once(tx, { tenant, client: principal.actor, key, request }, () => this.within(tx, principal, tenant, change)),
      );
    } catch (error) {
      if (error instanceof Undone) return refused(error.refusal);
      throw error;
    }
  }

  /** The caller with the rights in force: else a right that was just withdrawn could be used to give it back. */
  async inForce(tx: Tx, principal: Principal, tenant: string, now: Date): Promise<Principal> {
    if (principal.tenant !== tenant || principal.actor === null) return principal;
    const [holding] = await this.holders.holdings(tx, tenant, [principal.actor]);
    const { rights, scoped } = holding ? effectiveOf(holding, now) : { rights: [], scoped: [] };
    return Object.freeze({ ...principal, rights, scoped });
  }

  private async within<T>(tx: Tx, principal: Principal, tenant: string, change: Change<T>): Promise<Decision<Made<T>>> {
    if (!(await this.tenants.lock(tx, tenant))) return refused(notFound('tenant', 'tenantId'));
    const now = new Date(this.clock.now());
    const before = await this.grants.administrators(tx, tenant, now);
    const changed = await change(tx, now, await this.inForce(tx, principal, tenant, now));
    if (!changed.ok) return changed;
    const after = await this.grants.administrators(tx, tenant, now);
    if ((before.now && !after.now) || (before.forGood && !after.forGood)) throw new Undone(last);
    const { value, concerned, marks = [] } = changed.value;
    return { ok: true, value: { value, marks: [...marks, ...(await this.telling.tell(tx, tenant, concerned, now))] } };
  }
}

const last = refusal('LAST_ADMINISTRATOR', 'Somebody has to administer the tenant. Give another member or client ADMINISTER over the tenant first.');
