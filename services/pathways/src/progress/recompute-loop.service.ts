import { appendEvents } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { LOG, RepeatedLook } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { FactsStore } from './facts.store.js';
import { ImplicitEnrolments } from './implicit-enrolments.service.js';
import { type Candidate, ImplicitStore } from './implicit.store.js';
import { ProgressKeeper } from './progress-keeper.service.js';
import { type Recompute, RecomputeStore } from './recompute.store.js';

const everyMs = 1_000;
const batch = 250;

/**
 * Follows changes that concern many: a version that was published, issuers, skills, the catalogue. Each step is a
 * transaction of its own that also keeps how far it came, so that whoever comes next goes on from there.
 */
@Injectable()
export class RecomputeLoop extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: RecomputeStore,
    private readonly facts: FactsStore,
    private readonly implicit: ImplicitStore,
    private readonly enrolments: ImplicitEnrolments,
    private readonly keeper: ProgressKeeper,
    @Inject(LOG) log: Log,
  ) {
    super(log, everyMs, 'a recompute failed');
  }

  /** Goes on until nothing is left to do. Returns the number of enrolments evaluated. */
  async look(): Promise<number> {
    let done = 0;
    for (let step: number | null = 0; step !== null && !this.isEnding; done += step ?? 0) step = await this.database.work((tx) => this.step(tx));
    return done;
  }

  /** Null when there is nothing to do. */
  private async step(tx: Tx): Promise<number | null> {
    const job = await this.store.next(tx);
    if (!job) return null;
    return job.phase === 'ENROLLED' ? this.enrolled(tx, job) : this.holders(tx, job);
  }

  private async enrolled(tx: Tx, job: Recompute): Promise<number> {
    const { tenant, about, after } = job;
    const page = await this.store.enrolments(tx, tenant, about, after, batch);
    if (page.length > 0) {
      await this.facts.lockEarners(tx, tenant, page.map(({ earner }) => earner));
      await appendEvents(tx, await this.keeper.refresh(tx, tenant, page.map(({ id }) => id)));
    }
    const isLast = page.length < batch;
    await this.store.advance(tx, job, { phase: isLast ? 'HOLDERS' : 'ENROLLED', after: isLast ? null : (page.at(-1)?.id ?? null) }, job.done + page.length);
    return page.length;
  }

  private async holders(tx: Tx, job: Recompute): Promise<number> {
    const { tenant } = job;
    const seen = await this.candidates(tx, job);
    await this.facts.lockEarners(tx, tenant, seen.map(({ earner }) => earner));
    // Somebody may have been enrolled before his lock was taken; whoever is new since then is enrolled by his own award.
    const locked = new Set(seen.map(keyOf));
    const candidates = seen.length > 0 ? (await this.candidates(tx, job)).filter((one) => locked.has(keyOf(one))) : [];
    const { ids, events } = await this.enrolments.begin(tx, tenant, candidates);
    await appendEvents(tx, [...events, ...(await this.keeper.refresh(tx, tenant, ids))]);
    const last = seen.at(-1);
    const next = last && seen.length === batch ? { phase: 'HOLDERS' as const, after: job.kind === 'PATHWAY' ? last.earner : last.pathway } : null;
    await this.store.advance(tx, job, next, job.done + ids.length);
    return ids.length;
  }

  private candidates(tx: Tx, { tenant, kind, about, after }: Recompute): Promise<Candidate[]> {
    return kind === 'PATHWAY' ? this.implicit.byPathway(tx, tenant, about, after, batch) : this.implicit.byEarner(tx, tenant, about, after, batch);
  }
}

const keyOf = ({ earner, pathway }: Candidate): string => `${earner} ${pathway}`;
