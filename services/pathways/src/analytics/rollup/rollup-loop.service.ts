import { contributionForm, type History } from '@cairn/metrics';
import { Database, type Tx } from '@cairn/postgres';
import { LOG, RepeatedLook } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AddingUp } from './adding-up.service.js';
import { alone } from './alone.js';
import { DayCompaction } from './day-compaction.store.js';
import { DueAhead, type DueBatch } from './due-ahead.js';
import { DueStore } from './due.store.js';
import { type RollupState, RollupStateStore } from './rollup-state.store.js';
import { RollupStore } from './rollup.store.js';

const everyMs = 250;
const batch = 2_000;
const sweepMax = 50_000;
/** So much is taken off before cells of days are taken together again, and so many months of them at a time. */
const takenMax = 10_000;
const compactedMax = 200;
/** So long after a tenant was first added up it is looked whether to: nobody waits for it. */
const compactedAfterMs = 60_000;

/**
 * Keeps the sums of figures true: takes earners who are due, and builds generations that were asked for. One process
 * at a time is at a tenant, and each step is a transaction of its own under the row of its state.
 */
@Injectable()
export class RollupLoop extends RepeatedLook {
  private looked = false;
  /** Settled when the look that was asked for last is over, be it that it failed. */
  private lastLook: Promise<unknown> = Promise.resolve();
  /** When tenants were first added up since it was looked whether cells of theirs are to be taken together. */
  private readonly addedUp = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly due: DueStore,
    private readonly states: RollupStateStore,
    private readonly rollups: RollupStore,
    private readonly adding: AddingUp,
    private readonly compaction: DayCompaction,
    @Inject(LOG) log: Log,
  ) {
    super(log, everyMs, 'figures could not be brought up to date');
  }

  /** Goes on until nothing is left to do that another process is not at; one look after another. Returns how many earners were looked at. */
  look(): Promise<number> {
    const look = this.lastLook.then(() => this.lookOnce());
    this.lastLook = look.catch(() => undefined);
    return look;
  }

  private async lookOnce(): Promise<number> {
    let done = 0;
    const tenants = await this.database.work((tx) => this.tenants(tx));
    for (const tenant of tenants) {
      done += await this.addUp(tenant);
      if (!this.addedUp.has(tenant)) this.addedUp.set(tenant, performance.now());
    }
    for (const [tenant, at] of this.addedUp) {
      if (this.isEnding || performance.now() - at < compactedAfterMs) continue;
      this.addedUp.delete(tenant);
      await this.database.work((tx) => this.compact(tx, tenant));
    }
    return done;
  }

  private async tenants(tx: Tx): Promise<string[]> {
    if (!this.looked) await this.states.found(tx, await this.states.unknown(tx), contributionForm);
    this.looked = true;
    return this.states.waiting(tx, contributionForm);
  }

  /** Until nothing is due of a tenant, and nothing is being built. */
  private async addUp(tenant: string): Promise<number> {
    let done = 0;
    await alone(this.database, tenant, async (isLost) => {
      if (!(await this.database.work((tx) => this.prepared(tx, tenant)))) return;
      const ahead = new DueAhead((after) => this.database.work((tx) => this.readDue(tx, tenant, after)), batch);
      try {
        for (let step: number | null = 0; step !== null && !this.isEnding && !isLost(); done += step ?? 0) {
          const due = await ahead.batch();
          step = await this.database.work((tx) => this.step(tx, tenant, due));
        }
      } finally {
        await ahead.end();
      }
    });
    return done;
  }

  /** Begins a generation where one is wanted, or the sums are of another form. Whether the state can be held. */
  private async prepared(tx: Tx, tenant: string): Promise<boolean> {
    await this.states.found(tx, [tenant], contributionForm);
    const state = await this.states.hold(tx, tenant);
    if (!state) return false;
    const isOther = (state.building === null ? state.form : state.buildingForm) !== contributionForm;
    if (isOther || (state.building === null && state.isWanted)) await this.states.begin(tx, tenant, contributionForm, await this.due.total(tx, tenant));
    return true;
  }

  /** Notes first: who is changed after they were read has another one. */
  private async readDue(tx: Tx, tenant: string, after: string): Promise<DueBatch> {
    const notes = await this.due.notes(tx, tenant, after, batch);
    const earners = [...new Set(notes.map(({ earner }) => earner))].sort();
    return { notes, histories: earners.length === 0 ? new Map<string, History>() : await this.adding.read(tx, tenant, earners) };
  }

  /** Null when there is nothing to do. */
  private async step(tx: Tx, tenant: string, { notes, histories }: DueBatch): Promise<number | null> {
    const state = await this.states.hold(tx, tenant);
    if (!state) return null;
    // Notes that are gone were taken together with what they tell of.
    const taken = await this.due.take(tx, tenant, notes);
    const due = new Map([...histories].filter(([earner]) => taken.has(earner)));
    // What is summed in another form waits for the generation that is being built in this one.
    if (state.generation !== null && state.form === contributionForm) await this.adding.of(tx, tenant, state.generation, due);
    if (state.building !== null) await this.adding.of(tx, tenant, state.building, reached(due, state.after));
    if (state.building !== null) return (await this.build(tx, state, state.building)) + due.size;
    return notes.length === 0 ? null : due.size;
  }

  private async build(tx: Tx, state: RollupState, building: number): Promise<number> {
    const { tenant, generation, done } = state;
    const page = await this.due.page(tx, tenant, state.after, batch);
    await this.adding.of(tx, tenant, building, await this.adding.read(tx, tenant, page));
    const last = page.at(-1);
    if (last !== undefined && page.length === batch) await this.states.advance(tx, tenant, last, done + page.length);
    else await this.finish(tx, tenant, generation, building, done + page.length);
    return page.length;
  }

  private async compact(tx: Tx, tenant: string): Promise<void> {
    const state = await this.states.hold(tx, tenant);
    if (state?.generation == null || !(await this.compaction.isDue(tx, tenant, state.generation, takenMax))) return;
    while ((await this.compaction.compact(tx, tenant, state.generation, compactedMax)) === compactedMax && !this.isEnding);
  }

  private async finish(tx: Tx, tenant: string, generation: number | null, building: number, done: number): Promise<void> {
    const differences = generation === null ? null : await this.rollups.differences(tx, tenant, generation, building);
    await this.states.finish(tx, tenant, done, differences);
    while ((await this.rollups.sweep(tx, tenant, [building], sweepMax)) >= sweepMax);
  }
}

/** Those whom a build has passed already; it comes to the others by itself. */
const reached = (due: ReadonlyMap<string, History>, after: string | null): Map<string, History> => new Map([...due].filter(([earner]) => after !== null && earner <= after));
