import type { Database, Tx, Uuid } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';
import { jobsAtOnce } from '../settings.js';

const lookEveryMs = 5_000;

/** A job of a tenant that is not finished. */
export interface OpenJob {
  readonly tenant: Uuid;
  readonly id: Uuid;
}

/** What is run, and by what name its locks and its log go. */
export interface LoopedJobs {
  readonly name: string;
  /** Jobs of all tenants that are not finished, oldest first. */
  open(tx: Tx, limit: number): Promise<OpenJob[]>;
  /** Goes on where the job stands, until it is finished or `signal` says to stop. */
  run(tenant: Uuid, id: Uuid, signal: AbortSignal): Promise<void>;
}

/**
 * Runs queued and interrupted jobs of all tenants, oldest first, a few at a time. A job is run by one process only: its
 * advisory lock is held by a connection of its own, so that it ends with the process.
 */
export class JobLoop {
  private readonly running = new Map<Uuid, Promise<void>>();
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
    private readonly jobs: LoopedJobs,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), lookEveryMs).unref();
    this.wake();
  }

  /** Lets the steps at work end; what is left goes on at the next start. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort();
    await this.looking;
    await Promise.all(this.running.values());
  }

  /** Looks for jobs to run. */
  wake(): void {
    if (this.ending.signal.aborted) return;
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = this.look()
      .catch((error: unknown) => this.log.warn({ err: error }, `${this.jobs.name}s could not be looked for`))
      .finally(() => {
        this.looking = undefined;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  private async look(): Promise<void> {
    const open = await this.database.work((tx) => this.jobs.open(tx, 50));
    for (const { tenant, id } of open) {
      if (this.ending.signal.aborted || this.running.size >= jobsAtOnce) return;
      if (this.running.has(id)) continue;
      this.running.set(
        id,
        this.run(tenant, id)
          .catch((error: unknown) => this.log.error({ err: error, job: id }, `an ${this.jobs.name} was interrupted`))
          .finally(() => {
            this.running.delete(id);
          })
          .then((outcome) => {
            if (outcome === 'done') this.wake();
          }),
      );
    }
  }

  private async run(tenant: Uuid, id: Uuid): Promise<'done' | 'elsewhere'> {
    const session = await this.database.session();
    const lost = new AbortController();
    session.on('error', () => lost.abort());
    try {
      const { rows } = await session.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [`${this.jobs.name} ${id}`]);
      if (!rows[0]?.mine) return 'elsewhere';
      await this.jobs.run(tenant, id, AbortSignal.any([this.ending.signal, lost.signal]));
      return 'done';
    } finally {
      // Closing the connection rather than giving it back gives up the lock whatever state it is in.
      session.release(true);
    }
  }
}
