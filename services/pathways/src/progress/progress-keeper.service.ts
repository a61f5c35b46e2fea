import type { NewEvent } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, instant, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { completionChange } from '../completion/completion-steps.js';
import { CompletionStore } from '../completion/completion.store.js';
import { EnrolmentStore } from '../enrolment/enrolment.store.js';
import { stateOf } from '../enrolment/enrolment.js';
import { completionEvents } from '../events/publishes.js';
import { CompiledVersions } from './compiled-version.store.js';
import { type Evaluated, evaluateEnrolment } from './evaluated.js';
import { FactsStore } from './facts.store.js';
import { countedAwards } from './progress.js';
import { ProgressStore } from './progress.store.js';

const countedMax = 100;

/** Keeps progress and completions true to what earners hold. Nothing is added up: every evaluation starts from the holdings. */
@Injectable()
export class ProgressKeeper {
  constructor(
    private readonly facts: FactsStore,
    private readonly versions: CompiledVersions,
    private readonly progress: ProgressStore,
    private readonly completions: CompletionStore,
    private readonly enrolments: EnrolmentStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Evaluates these enrolments anew and writes what follows, in a number of statements that does not grow with theirs.
   * The caller holds the locks of their earners and appends the events.
   *
   * @returns what has to be told of completions
   */
  async refresh(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<NewEvent[]> {
    if (enrolments.length === 0) return [];
    const evaluated = await this.evaluate(tx, tenant, enrolments);
    if (evaluated.length === 0) return [];
    await this.progress.putProgress(tx, tenant, evaluated);
    await this.progress.putTimers(tx, tenant, evaluated);
    await this.progress.putCounted(tx, tenant, evaluated);
    await this.progress.putSteps(tx, tenant, evaluated);
    return this.complete(tx, tenant, evaluated);
  }

  /** What these enrolments come to today; writes nothing. */
  async evaluate(tx: Tx, tenant: string, ids: readonly string[]): Promise<Evaluated[]> {
    const enrolments = await this.facts.enrolments(tx, tenant, ids);
    const versions = await this.versions.load(tx, tenant, enrolments.map(({ pathwayVersion }) => pathwayVersion));
    const achievements = [...versions.values()].flatMap(({ compiled }) => compiled.leafAchievements);
    const holdings = await this.facts.holdings(tx, tenant, enrolments.map(({ earner }) => earner), achievements);
    const asOf = today(this.clock);
    const now = instant(this.clock);
    return enrolments.flatMap((enrolment) => {
      const version = versions.get(enrolment.pathwayVersion);
      if (!version) return [];
      const awards = (holdings.get(enrolment.earner) ?? []).filter(({ achievement }) => version.leaves.has(achievement));
      return [evaluateEnrolment(enrolment, version, awards, asOf, now)];
    });
  }

  private async complete(tx: Tx, tenant: string, evaluated: readonly Evaluated[]): Promise<NewEvent[]> {
    const now = new Date(this.clock.now());
    const changes = evaluated.flatMap((each) => {
      const change = completionChange(each.enrolment.completion, each.evaluation, {
        newId,
        countedOn: (day) => countedAwards(each.on(day)).slice(0, countedMax),
      });
      return change ? [{ ...each, change }] : [];
    });
    if (changes.length === 0) return [];
    const puts = changes.map(({ enrolment, change, evaluation }) => ({
      enrolment: enrolment.id,
      completion: change.after,
      intervals: evaluation.intervals,
    }));
    await this.completions.put(tx, tenant, puts, now);
    const moved = changes.flatMap(({ enrolment, change }) => {
      const state = stateOf(enrolment, change.after.state !== 'ANNULLED');
      return state === enrolment.state ? [] : [{ id: enrolment.id, state, version: enrolment.version + 1 }];
    });
    if (moved.length > 0) await this.enrolments.putStates(tx, tenant, moved, now);
    const movedById = new Map(moved.map((each) => [each.id, each]));
    return changes.flatMap(({ enrolment, version, evaluation, change }) =>
      completionEvents({ tenant, enrolment, version, evaluation, change, moved: movedById.get(enrolment.id), at: now }),
    );
  }
}
