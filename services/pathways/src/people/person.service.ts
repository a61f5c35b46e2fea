import { UploadPurge } from '@cairn/bulk';
import { appendEvents, type Outcome } from '@cairn/messaging';
import { PersonCopyStore } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerFactsForFigures } from '../analytics/said/earner-facts.service.js';
import { erasureConfirmedEvent } from '../events/publishes.js';
import { FactsStore } from '../progress/facts.store.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { MovingStore } from './moving.store.js';

/** Follows what becomes of the people behind earners. What is kept here names them by pseudonyms alone. */
@Injectable()
export class PersonService {
  constructor(
    private readonly people: PersonCopyStore,
    private readonly moving: MovingStore,
    private readonly facts: FactsStore,
    private readonly keeper: ProgressKeeper,
    private readonly uploads: UploadPurge,
    private readonly figures: EarnerFactsForFigures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async claimed(tx: Tx, tenant: string, earner: string, account: string | null, version: number): Promise<Outcome> {
    return (await this.people.claim(tx, tenant, earner, account, version)) ? 'applied' : 'stale';
  }

  /** What was of `from` is the survivor's, and all that he is enrolled in is evaluated anew. */
  async merged(tx: Tx, tenant: string, survivor: string, version: number, from: string): Promise<Outcome> {
    await this.facts.lockEarners(tx, tenant, [survivor, from]);
    if (!(await this.people.hear(tx, tenant, survivor, version))) return 'stale';
    await this.people.lead(tx, tenant, from, survivor);
    await this.moving.moveHoldings(tx, tenant, from, survivor);
    await this.moving.moveEnrolments(tx, tenant, from, survivor);
    await this.figures.merged(tx, tenant, from, survivor);
    await this.evaluate(tx, tenant, [survivor]);
    return 'applied';
  }

  async split(tx: Tx, tenant: string, survivor: string, version: number, from: string, awards: readonly string[]): Promise<Outcome> {
    await this.facts.lockEarners(tx, tenant, [survivor, from]);
    if (!(await this.people.hear(tx, tenant, survivor, version))) return 'stale';
    await this.people.lead(tx, tenant, from, null);
    await this.moving.moveAwards(tx, tenant, awards, from);
    await this.moving.returnEnrolments(tx, tenant, from, survivor);
    await this.figures.split(tx, tenant, from, survivor);
    await this.evaluate(tx, tenant, [survivor, from]);
    return 'applied';
  }

  /** The rows stay, under an id that leads to nobody. Confirms in the same transaction. */
  async erased(tx: Tx, tenant: string, earner: string, version: number): Promise<Outcome> {
    await this.facts.lockEarners(tx, tenant, [earner]);
    const at = new Date(this.clock.now());
    if (!(await this.people.erase(tx, tenant, earner, version, at))) return 'stale';
    await this.moving.forgetWords(tx, tenant, earner);
    await this.figures.erased(tx, tenant, [earner]);
    await this.uploads.ofTenant(tx, tenant);
    await appendEvents(tx, [erasureConfirmedEvent(tenant, earner, at)]);
    return 'applied';
  }

  private async evaluate(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    const events = await this.keeper.refresh(tx, tenant, await this.moving.enrolmentsOf(tx, tenant, earners));
    if (events.length > 0) await appendEvents(tx, events);
  }
}
