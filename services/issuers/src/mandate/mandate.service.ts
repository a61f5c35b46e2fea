import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, once } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { mandateEvents } from '../events/publishes.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerStore } from '../issuer/issuer.store.js';
import { accept, checkTerms, decline, end, isOver, type Mandate, type Terms } from './mandate.js';
import { MandateStore } from './mandate.store.js';

/** What one issuer proposes to another. */
export interface Proposal extends Terms {
  readonly mandatorId: string;
  readonly agentId: string;
  readonly idempotencyKey?: string | null;
}

type Side = 'mandator' | 'agent';

/** Lets issuers act in one another's names, from the proposal to the end. */
@Injectable()
export class MandateService {
  constructor(
    private readonly database: Database,
    private readonly store: MandateStore,
    private readonly issuers: IssuerStore,
    private readonly people: PeopleChange,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Proposed by who administers the mandator. */
  async propose(principal: Principal, { idempotencyKey: key, ...proposal }: Proposal): Promise<Decision<Made<Mandate>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request: proposal }, () => this.proposeIn(tx, principal, tenant, proposal)),
    );
  }

  accept(principal: Principal, id: string): Promise<Decision<Made<Mandate>>> {
    return this.change(principal, id, ['agent'], accept);
  }

  decline(principal: Principal, id: string): Promise<Decision<Made<Mandate>>> {
    return this.change(principal, id, ['agent'], decline);
  }

  end(principal: Principal, id: string): Promise<Decision<Made<Mandate>>> {
    return this.change(principal, id, ['mandator', 'agent'], end);
  }

  /** Ends what is over by now; answers how many. */
  async endOver(): Promise<number> {
    const now = new Date(this.clock.now());
    const over = await this.database.work((tx) => this.store.over(tx, now));
    for (const { tenant, id } of over) await this.write(tenant, id, (mandate) => (isOver(mandate, now) ? end(mandate, now) : refused()));
    return over.length;
  }

  async one(tenant: string | null, id: string): Promise<Mandate | undefined> {
    return tenant === null ? undefined : this.database.read({ tenant }, (tx) => this.store.byId(tx, id));
  }

  page(tenant: string, after: string | null, limit: number): Promise<Mandate[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }

  /** Judged under the caller's tenant, which sees the mandate when it is a side of it; written under the mandator's, whose it is. */
  private async change(
    principal: Principal,
    id: string,
    sides: readonly Side[],
    decide: (mandate: Mandate, now: Date) => Decision<Mandate>,
  ): Promise<Decision<Made<Mandate>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('mandate', 'id'));
    const now = new Date(this.clock.now());
    const judged = await this.database.read({ tenant }, async (tx): Promise<Decision<Mandate>> => {
      const mandate = await this.store.byId(tx, id);
      if (!mandate) return refused(notFound('mandate', 'id'));
      const caller = await this.people.inForce(tx, principal, tenant, now);
      const allowed = sides.some((side) => (side === 'agent' ? mandate.agentTenant : mandate.tenant) === tenant && may(caller, 'ADMINISTER', { issuer: mandate[side] }));
      return allowed ? accepted(mandate) : refused(grantMissing('ADMINISTER'));
    });
    return judged.ok ? this.write(judged.value.tenant, id, (mandate) => decide(mandate, now)) : judged;
  }

  private async proposeIn(tx: Tx, principal: Principal, tenant: string, { mandatorId, agentId, ...terms }: Proposal): Promise<Decision<Made<Mandate>>> {
    const now = new Date(this.clock.now());
    const [mandator, agent] = await this.pair(tx, mandatorId, agentId);
    if (mandator?.tenant !== tenant) return refused(notFound('issuer', 'mandatorIssuerId'));
    if (!agent || agent.id === mandator.id) return refused(notFound('issuer', 'agentIssuerId'));
    if (!may(await this.people.inForce(tx, principal, tenant, now), 'ADMINISTER', { issuer: mandator.id })) return refused(grantMissing('ADMINISTER'));
    const inactive = ([['mandatorIssuerId', mandator], ['agentIssuerId', agent]] as const).find(([, { state }]) => state !== 'ACTIVE');
    if (inactive) return refused(refusal('ISSUER_STATE_INVALID', 'The issuer is not active.', inactive[0]));
    const checked = checkTerms(terms, now);
    if (!checked.ok) return checked;
    const mandate: Mandate = {
      ...checked.value,
      id: newId(),
      tenant,
      mandator: mandator.id,
      agentTenant: agent.tenant,
      agent: agent.id,
      state: 'PROPOSED',
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.store.insert(tx, mandate);
    await note(tx, { tenant, action: 'cairn.mandate.proposed', subject: mandate.id, subjectKind: 'MANDATE' });
    return accepted({ value: mandate, marks: [] });
  }

  private write(tenant: string, id: string, decide: (mandate: Mandate) => Decision<Mandate>): Promise<Decision<Made<Mandate>>> {
    return this.database.write({ tenant }, async (tx) => {
      const mandate = await this.store.lock(tx, tenant, id);
      if (!mandate) return refused(notFound('mandate', 'id'));
      const decided = decide(mandate);
      if (!decided.ok) return decided;
      await this.store.update(tx, decided.value);
      const events = mandateEvents(decided.value);
      if (events.length === 0) await note(tx, { tenant, action: 'cairn.mandate.declined', subject: id, subjectKind: 'MANDATE' });
      return accepted({ value: decided.value, marks: await appendEvents(tx, events) });
    });
  }

  private async pair(tx: Tx, ...ids: [string, string]): Promise<(Issuer | undefined)[]> {
    const found = await this.issuers.byIds(tx, ids);
    return ids.map((id) => found.find((issuer) => issuer.id === id));
  }
}
