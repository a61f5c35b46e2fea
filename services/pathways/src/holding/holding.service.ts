import type { AwardFact } from '@cairn/events';
import { appendEvents, type NewEvent, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { KnownAchievements } from '../copies/known-achievements.service.js';
import { EarnersInForce } from '../people/earners-in-force.js';
import { AffectedStore, type TouchedAward } from '../progress/affected.store.js';
import { ImplicitEnrolments } from '../progress/implicit-enrolments.service.js';
import { ImplicitStore } from '../progress/implicit.store.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { RecomputeStore } from '../progress/recompute.store.js';
import { held, type HoldingCopy } from './holding.js';
import { HoldingStore } from './holding.store.js';

/** Enrolments that one event makes at once; the background makes the others. */
const implicitMax = 500;

/** Takes awards over from their events, and evaluates what they touch in the same transaction. */
@Injectable()
export class HoldingService {
  constructor(
    private readonly store: HoldingStore,
    private readonly achievements: KnownAchievements,
    private readonly affected: AffectedStore,
    private readonly implicit: ImplicitStore,
    private readonly enrolments: ImplicitEnrolments,
    private readonly recompute: RecomputeStore,
    private readonly earners: EarnersInForce,
    private readonly keeper: ProgressKeeper,
  ) {}

  /** New awards, one or 500: the statements are the same. Those known already are passed over. */
  async take(tx: Tx, tenant: string, facts: readonly AwardFact[]): Promise<Outcome> {
    const standsFor = await this.earners.lock(tx, tenant, facts.map(({ earner }) => earner));
    const lacking = await this.achievements.lacking(tx, facts.map(({ achievement, achievementVersion }) => ({ achievement, version: achievementVersion })));
    // Of somebody who was erased the fact is kept all the same, under the id that leads to nobody.
    const fresh = await this.store.insertNew(tx, tenant, facts.map((fact) => ({ ...held(fact), earner: standsFor(fact.earner) ?? fact.earner })), lacking);
    if (fresh.length === 0) return 'stale';
    await this.evaluate(tx, tenant, fresh, fresh.filter(({ earner }) => standsFor(earner) !== null));
    return 'applied';
  }

  /** A change of one award that is known already; earlier ones are waited for. */
  async change(tx: Tx, tenant: string, fact: AwardFact, change: (before: HoldingCopy) => HoldingCopy): Promise<Outcome> {
    const standsFor = await this.earners.lock(tx, tenant, [fact.earner]);
    const before = await this.store.find(tx, tenant, fact.award);
    // A merge that was undone may have taken it elsewhere since it was told.
    if (before && before.earner !== fact.earner) await this.earners.lock(tx, tenant, [before.earner]);
    if (!before || fact.version > before.version + 1) return 'early';
    if (fact.version <= before.version) return 'stale';
    await this.store.update(tx, tenant, change(before));
    const nobody = standsFor(fact.earner) === null;
    await this.evaluate(tx, tenant, [before], nobody ? [] : [before]);
    return 'applied';
  }

  /** @param enrolling of those touched the awards whose earners may be enrolled by them */
  private async evaluate(tx: Tx, tenant: string, touched: readonly TouchedAward[], enrolling: readonly TouchedAward[]): Promise<void> {
    const begun = await this.enrol(tx, tenant, enrolling);
    const enrolments = await this.affected.byAwards(tx, tenant, touched);
    const events = [...begun, ...(await this.keeper.refresh(tx, tenant, enrolments))];
    if (events.length > 0) await appendEvents(tx, events);
  }

  private async enrol(tx: Tx, tenant: string, awards: readonly TouchedAward[]): Promise<NewEvent[]> {
    if (!(await this.implicit.isUsed(tx, tenant))) return [];
    const candidates = awards.length > 0 ? await this.implicit.byAwards(tx, tenant, awards, implicitMax + 1) : [];
    const left = candidates.slice(implicitMax).map(({ earner }) => earner);
    // They come by earner: whoever is not all here, and all after him, is left to the background.
    const last = left[0];
    if (last !== undefined) await this.recompute.ofEarners(tx, tenant, [...new Set(awards.map(({ earner }) => earner).filter((earner) => earner >= last))]);
    const { events } = await this.enrolments.begin(tx, tenant, candidates.slice(0, implicitMax));
    return events;
  }
}
