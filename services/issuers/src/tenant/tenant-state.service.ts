import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents } from '@cairn/messaging';
import { Injectable } from '@nestjs/common';
import { tenantChangedEvent } from '../events/publishes.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import { changeState, type Tenant, type TenantState } from './tenant.js';
import { TenantStore } from './tenant.store.js';

/** Suspends tenants, takes them up again and closes them. What their people may do changes with it, and is told. */
@Injectable()
export class TenantStateService {
  constructor(
    private readonly store: TenantStore,
    private readonly people: PeopleChange,
  ) {}

  async change(principal: Principal, id: string, state: TenantState): Promise<Decision<Made<Tenant>>> {
    if (!principal.operator) return refused(refusal('GRANT_MISSING', 'Only an operator of the registry changes the state of a tenant.'));
    if (principal.tenant === id) return refused(refusal('TENANT_STATE_INVALID', "The operator's own tenant stays as it is.", 'id'));
    return this.people.run(principal, id, async (tx, now) => {
      const [tenant] = await this.store.byIds(tx, [id]);
      if (!tenant) return refused(notFound('tenant', 'id'));
      const changed = changeState(tenant, state);
      if (!changed.ok) return changed;
      await this.store.updateState(tx, changed.value, now);
      return accepted({ value: changed.value, concerned: 'ALL', marks: await appendEvents(tx, [tenantChangedEvent(changed.value, now)]) });
    });
  }
}
