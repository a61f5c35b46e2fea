import type { AwardFact } from '@cairn/events';
import { appendEvents, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnersInForce } from '../people/earners-in-force.js';
import { FactsStore } from '../progress/facts.store.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { held, type HoldingCopy } from './holding.js';
import { HoldingStore } from './holding.store.js';

/** Takes awards over from their events, and evaluates what they touch in the same transaction. */
@Injectable()
export class HoldingService {
  constructor(
    private readonly store: HoldingStore,
    private readonly facts: FactsStore,
    private readonly earners: EarnersInForce,
    private readonly keeper: ProgressKeeper,
  ) {}

  /** New awards, one or 500: the statements are the same. Those known already are passed over. */
  async take(tx: Tx, tenant: string, facts: readonly AwardFact[]): Promise<Outcome> {
    const standsFor = await this.earners.lock(tx, tenant, facts.map(({ earner }) => earner));
    // Of somebody who was erased the fact is kept all the same, under the id that leads to nobody.
    const fresh = await this.store.insertNew(tx, tenant, facts.map((fact) => ({ ...held(fact), earner: standsFor(fact.earner) ?? fact.earner })));
    if (fresh.length === 0) return 'stale';
    await this.evaluate(tx, tenant, fresh);
    return 'applied';
  }

  /** A change of one award that is known already; earlier ones are waited for. */
  async change(tx: Tx, tenant: string, fact: AwardFact, change: (before: HoldingCopy) => HoldingCopy): Promise<Outcome> {
    await this.earners.lock(tx, tenant, [fact.earner]);
    const before = await this.store.find(tx, tenant, fact.award);
    // A merge that was undone may have taken it elsewhere since it was told.
    if (before && before.earner !== fact.earner) await this.earners.lock(tx, tenant, [before.earner]);
    if (!before || fact.version > before.version + 1) return 'early';
    if (fact.version <= before.version) return 'stale';
    await this.store.update(tx, tenant, change(before));
    await this.evaluate(tx, tenant, [before]);
    return 'applied';
  }

  private async evaluate(tx: Tx, tenant: string, touched: readonly { earner: string; achievement: string }[]): Promise<void> {
    const earners = touched.map(({ earner }) => earner);
    const enrolments = await this.facts.affected(tx, tenant, earners, touched.map(({ achievement }) => achievement));
    const events = await this.keeper.refresh(tx, tenant, enrolments);
    if (events.length > 0) await appendEvents(tx, events);
  }
}
