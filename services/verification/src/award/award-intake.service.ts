import type { AwardFact } from '@cairn/events';
import { appendEvents, type Outcome } from '@cairn/messaging';
import { holdPeople, PersonCopyStore } from '@cairn/people';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { intentOf } from '../credential/credential.js';
import { CredentialStore } from '../credential/credential.store.js';
import { credentialsPreparedEvent } from '../events/publishes.js';
import { IndexLeases } from '../status-list/index-lease.service.js';
import type { StatusPlace } from '../status-list/status-place.js';
import { AwardStateStore } from './award-state.store.js';

/** Awards that are none yet, and have no credential. */
const waiting: ReadonlySet<AwardFact['state']> = new Set(['SCHEDULED', 'OFFERED']);

/**
 * Takes new awards over: their state, and for those that hold what will be signed. The number of statements is the same
 * for one award as for 500, leases of places aside.
 */
@Injectable()
export class AwardIntakeService {
  constructor(
    private readonly awards: AwardStateStore,
    private readonly credentials: CredentialStore,
    private readonly leases: IndexLeases,
    private readonly people: PersonCopyStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param cause id of the event about the awards */
  async take(tx: Tx, tenant: string, cause: string, facts: readonly AwardFact[]): Promise<Outcome> {
    const fresh = await this.awards.insertNew(tx, tenant, facts);
    if (fresh.size === 0) return 'stale';
    const held = facts.filter(({ award, state }) => fresh.has(award) && !waiting.has(state));
    await this.prepare(tx, tenant, cause, held, ({ recordedAt }) => new Date(recordedAt));
    return 'applied';
  }

  /** Writes the intents of awards that are held. `from` is when each became one. */
  async prepare(tx: Tx, tenant: string, cause: string, facts: readonly AwardFact[], from: (fact: AwardFact) => Date): Promise<void> {
    if (facts.length === 0) return;
    await holdPeople(tx, tenant);
    const people = await this.people.behind(tx, tenant, [...new Set(facts.map(({ earner }) => earner))]);
    const places = await this.placesFor(tenant, facts);
    const at = new Date(this.clock.now());
    const intents = facts.map((fact, position) =>
      intentOf(fact, newId(), from(fact), places[position] as StatusPlace, this.platform.keySecret, people.get(fact.earner)),
    );
    await this.credentials.insert(tx, tenant, intents, at);
    const marks = intents.map(({ id, award }) => ({ id, award, version: 1 }));
    await appendEvents(tx, [credentialsPreparedEvent(tenant, cause, marks, at)]);
  }

  /** Writes the intent of a further term: same id, a place of its own; what was signed before stays as it is. */
  async prepareTerm(tx: Tx, tenant: string, cause: string, fact: AwardFact, from: Date): Promise<void> {
    const [place] = await this.placesFor(tenant, [fact]);
    if (!place) throw new Error('there was no place in a status list');
    const at = new Date(this.clock.now());
    const mark = await this.credentials.addTerm(tx, tenant, { id: newId(), award: fact.award, validFrom: from, validUntil: fact.validUntil, place }, at);
    // An award that was never heard of as held has nothing to go on from.
    if (mark) await appendEvents(tx, [credentialsPreparedEvent(tenant, cause, [mark], at)]);
  }

  private async placesFor(tenant: string, facts: readonly AwardFact[]): Promise<StatusPlace[]> {
    const queues = new Map<string, StatusPlace[]>();
    for (const issuer of new Set(facts.map((fact) => fact.issuer))) {
      const count = facts.filter((fact) => fact.issuer === issuer).length;
      queues.set(issuer, await this.leases.take(tenant, issuer, count));
    }
    return facts.map(({ issuer }) => queues.get(issuer)?.pop() as StatusPlace);
  }
}
