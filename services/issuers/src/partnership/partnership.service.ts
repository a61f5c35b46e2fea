import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents } from '@cairn/messaging';
import { Database, isUniqueViolation, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { partnershipEvents } from '../events/publishes.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import { IssuerStore } from '../issuer/issuer.store.js';
import { TenantStore } from '../tenant/tenant.store.js';
import { type Act, act, type Partnership } from './partnership.js';
import { PartnershipStore } from './partnership.store.js';

/** Lets tenants be partners, from the invitation to the end; for who administers a tenant. */
@Injectable()
export class PartnershipService {
  constructor(
    private readonly database: Database,
    private readonly store: PartnershipStore,
    private readonly issuers: IssuerStore,
    private readonly tenants: TenantStore,
    private readonly people: PeopleChange,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The other tenant is named by one of its issuers, which are public; tenants are not. */
  async invite(principal: Principal, issuerId: string): Promise<Decision<Made<Partnership>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    const names = await this.names(tenant, issuerId);
    const now = new Date(this.clock.now());
    const write = this.database.write({ tenant }, async (tx): Promise<Decision<Made<Partnership>>> => {
      if (!may(await this.people.inForce(tx, principal, tenant, now), 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      if (!names) return refused(notFound('issuer', 'issuerId'));
      const partnership: Partnership = { ...names, id: newId(), tenant, state: 'INVITED', version: 1, createdAt: now, updatedAt: now };
      await this.store.insert(tx, partnership);
      await note(tx, { tenant, action: 'cairn.partnership.invited', subject: partnership.id, subjectKind: 'PARTNERSHIP' });
      return accepted({ value: partnership, marks: [] });
    });
    return write.catch((error: unknown) => {
      if (isUniqueViolation(error, 'partnership_pair')) return refused(refusal('ALREADY_EXISTS', 'There is a partnership with this tenant, or an invitation to one.', 'issuerId'));
      throw error;
    });
  }

  /** Judged under the caller's tenant, which sees the partnership when it is a side of it; written under the inviting one, whose it is. */
  async act(principal: Principal, id: string, what: Act): Promise<Decision<Made<Partnership>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('partnership', 'id'));
    const now = new Date(this.clock.now());
    const judged = await this.database.read({ tenant }, async (tx): Promise<Decision<Partnership>> => {
      const partnership = await this.store.byId(tx, id);
      if (!partnership) return refused(notFound('partnership', 'id'));
      return may(await this.people.inForce(tx, principal, tenant, now), 'ADMINISTER') ? accepted(partnership) : refused(grantMissing('ADMINISTER'));
    });
    if (!judged.ok) return judged;
    const { tenant: owner } = judged.value;
    return this.database.write({ tenant: owner }, async (tx) => {
      const partnership = await this.store.lock(tx, owner, id);
      if (!partnership) return refused(notFound('partnership', 'id'));
      const acted = act(partnership, tenant, what, now);
      if (!acted.ok) return acted;
      await this.store.update(tx, acted.value);
      const events = partnershipEvents(acted.value);
      if (events.length === 0) await note(tx, { tenant: owner, action: 'cairn.partnership.declined', subject: id, subjectKind: 'PARTNERSHIP' });
      return accepted({ value: acted.value, marks: await appendEvents(tx, events) });
    });
  }

  async one(tenant: string | null, id: string): Promise<Partnership | undefined> {
    return tenant === null ? undefined : this.database.read({ tenant }, (tx) => this.store.byId(tx, id));
  }

  page(tenant: string, after: string | null, limit: number): Promise<Partnership[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }

  /** Both names as they are now. The other tenant's is not the caller's to see before it is invited, hence the worker's view. */
  private names(tenant: string, issuerId: string): Promise<Pick<Partnership, 'invited' | 'invitedName' | 'invitingName'> | undefined> {
    return this.database.work(async (tx) => {
      const [issuer] = await this.issuers.byIds(tx, [issuerId]);
      if (!issuer || issuer.tenant === tenant) return undefined;
      const found = await this.tenants.byIds(tx, [tenant, issuer.tenant]);
      const nameOf = (id: string) => found.find((one) => one.id === id)?.name ?? '';
      return { invited: issuer.tenant, invitedName: nameOf(issuer.tenant), invitingName: nameOf(tenant) };
    });
  }
}
