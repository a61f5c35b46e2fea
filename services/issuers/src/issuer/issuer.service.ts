import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, isUniqueViolation, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { issuerChangedEvent, issuerCreatedEvent } from '../events/publishes.js';
import { changeCalendar, checkCalendar, type StatedCalendar } from './calendar/issuer-calendar.js';
import { changeProfile, checkProfile, type Issuer, type Profile } from './issuer.js';
import type { suspend } from './issuer-state.js';
import type { IssuerConditions, IssuerOrder } from './issuer-list.js';
import { IssuerStore } from './issuer.store.js';

export type Written = Decision<{ id: string; marks: Mark[] }>;

@Injectable()
export class IssuerService {
  constructor(
    private readonly database: Database,
    private readonly store: IssuerStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(principal: Principal, input: Profile & { idempotencyKey?: string | null }): Promise<Written> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const profile = checkProfile(input);
    if (!profile.ok) return profile;
    const now = new Date(this.clock.now());
    const issuer: Issuer = {
      ...profile.value,
      id: newId(),
      tenant,
      state: 'ACTIVE',
      suspendedBy: null,
      orgUnit: null,
      calendar: null,
      domainState: 'UNVERIFIED',
      domainCheckedAt: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const write = (tx: Tx) =>
      once(tx, { tenant, client: principal.actor, key: input.idempotencyKey, request: input }, async () => {
        await this.store.insert(tx, issuer);
        return accepted({ id: issuer.id, marks: await appendEvents(tx, [issuerCreatedEvent(issuer)]) });
      });
    try {
      return await this.database.write({ tenant }, write);
    } catch (error) {
      // Slugs are unique over all tenants, so only the database can tell.
      if (isUniqueViolation(error, 'issuer_slug_key')) {
        return refused(refusal('ALREADY_EXISTS', `The slug \`${issuer.slug}\` is taken. Choose another one.`, 'slug'));
      }
      throw error;
    }
  }

  update(principal: Principal, id: string, change: Partial<Profile>): Promise<Written> {
    return this.change(principal.tenant, id, (issuer, now) =>
      may(principal, 'ADMINISTER', { issuer: id }) ? changeProfile(issuer, change, now) : refused(grantMissing('ADMINISTER')),
    );
  }

  changeCalendar(principal: Principal, id: string, stated: StatedCalendar): Promise<Written> {
    const checked = checkCalendar(stated);
    return this.change(principal.tenant, id, (issuer, now) => {
      if (!may(principal, 'ADMINISTER', { issuer: id })) return refused(grantMissing('ADMINISTER'));
      return checked.ok ? accepted(changeCalendar(issuer, checked.value, now)) : checked;
    });
  }

  /** Operators act on issuers of any tenant, so the issuer's own tenant is looked up first. */
  async recordDomainCheck(principal: Principal, id: string, state: Issuer['domainState']): Promise<Written> {
    if (!principal.operator) return refused(refusal('GRANT_MISSING', 'Only an operator of the registry records domain checks.'));
    const [found] = await this.read(principal.tenant, [id]);
    return this.change(found?.tenant ?? null, id, (issuer, now) =>
      accepted({ ...issuer, domainState: state, domainCheckedAt: now, version: issuer.version + 1, updatedAt: now }),
    );
  }

  /** Whoever administers the issuer suspends it and takes it up again; operators do so in any tenant. */
  async changeState(principal: Principal, id: string, decide: typeof suspend): Promise<Written> {
    const [found] = principal.operator ? await this.read(principal.tenant, [id]) : [];
    const isOwn = !found || found.tenant === principal.tenant;
    return this.change(isOwn ? principal.tenant : found.tenant, id, (issuer, now) => {
      if (principal.operator) return decide(issuer, 'OPERATOR', now);
      return may(principal, 'ADMINISTER', { issuer: id }) ? decide(issuer, 'TENANT', now) : refused(grantMissing('ADMINISTER'));
    });
  }

  read(tenant: string | null, ids: readonly string[]): Promise<Issuer[]> {
    return this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids));
  }

  page(tenant: string | null, filter: IssuerConditions, order: IssuerOrder, after: readonly [string, string] | null, limit: number): Promise<Issuer[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, filter, order, after, limit));
  }

  count(tenant: string | null, filter: IssuerConditions): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.store.count(tx, filter));
  }

  private async change(tenant: string | null, id: string, decide: (issuer: Issuer, now: Date) => Decision<Issuer>): Promise<Written> {
    if (tenant === null) return refused(notFound('issuer', 'id'));
    return this.database.write({ tenant }, async (tx) => {
      const issuer = await this.store.lock(tx, tenant, id);
      if (!issuer) return refused(notFound('issuer', 'id'));
      const changed = decide(issuer, new Date(this.clock.now()));
      if (!changed.ok) return changed;
      await this.store.update(tx, changed.value);
      return accepted({ id, marks: await appendEvents(tx, [issuerChangedEvent(changed.value)]) });
    });
  }
}
