import { Unanswered } from '../../subgraph.js';
import type { BulkPlans } from '../plan/bulk-plans.js';
import { BulkRun } from './bulk-run.js';
import { PageReader, type ReadingParts } from './page-reader.js';
import { LeaseLost, RunFailed, type Work } from './work.js';
import type { WorkDesk } from './work-desk.js';

const lookEveryMs = 1_000;
const keepEveryMs = 4_000;
const runsAtOnce = 4;
/** A query that ends the process every time must not do so for ever. */
const attemptsMax = 20;
const longestMs = 10 * 3_600_000;

export interface WorkerParts extends ReadingParts {
  readonly desk: WorkDesk;
  readonly plans: BulkPlans;
}

/** Takes background queries and runs them, a few at a time, until it is stopped. */
export class BulkWorker {
  private readonly ending = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isUnanswered = false;

  constructor(private readonly parts: WorkerParts) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        if (!this.ending.signal.aborted) this.start();
      });
    }, lookEveryMs);
  }

  /** Lets the pages under way end, and gives the work back, so that another process goes on at once. */
  async stop(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.running);
  }

  private async look(): Promise<void> {
    const { desk, log } = this.parts;
    const free = runsAtOnce - this.running.size;
    if (free === 0) return;
    try {
      for (const work of await desk.claim(free)) {
        const run = this.run(work).finally(() => this.running.delete(run));
        this.running.add(run);
      }
      this.isUnanswered = false;
    } catch (error) {
      // Once for each time that issuers is away, not once a second.
      if (!this.isUnanswered) log.warn({ err: error }, 'background queries cannot be looked for at present');
      this.isUnanswered = true;
    }
  }

  private async run(work: Work): Promise<void> {
    const { desk, log, clock } = this.parts;
    const lost = new AbortController();
    const left = longestMs - (clock.now() - Date.parse(work.startedAt));
    const tooLong = setTimeout(() => lost.abort(new RunFailed('TIME_LIMIT_EXCEEDED')), Math.max(0, left));
    const keeping = setInterval(() => {
      desk.keep(work).catch((error: unknown) => lost.abort(error));
    }, keepEveryMs);
    try {
      await this.ran(work, AbortSignal.any([this.ending.signal, lost.signal]));
      await desk.end(work, null);
    } catch (error) {
      const cause = lost.signal.aborted ? (lost.signal.reason as unknown) : error;
      await this.ended(work, cause).catch((err: unknown) => {
        if (!(err instanceof LeaseLost)) log.warn({ err, requestId: work.id }, 'a background query was interrupted; it goes on when its lease has ended');
      });
    } finally {
      clearTimeout(tooLong);
      clearInterval(keeping);
    }
  }

  private async ran(work: Work, signal: AbortSignal): Promise<void> {
    if (work.attempts > attemptsMax) throw new RunFailed('INTERNAL');
    const { plans, desk, clock } = this.parts;
    const plan = plans.of(work.contract, work.query, work.format);
    // It was fit when it was asked for: the schema has changed since.
    if (!('stages' in plan)) throw new RunFailed('GRAPHQL_VALIDATION_FAILED');
    await new BulkRun(work, plan, new PageReader(this.parts, work, signal), desk, () => clock.now()).run();
  }

  private async ended(work: Work, cause: unknown): Promise<void> {
    const { desk, log } = this.parts;
    if (cause instanceof LeaseLost) return;
    // Issuers is away: whoever finds it again goes on.
    if (cause instanceof Unanswered) throw cause;
    if (cause instanceof RunFailed) return desk.end(work, cause.code);
    if (this.ending.signal.aborted) return desk.release(work);
    log.error({ err: cause, requestId: work.id }, 'a background query failed');
    return desk.end(work, 'INTERNAL');
  }
}
