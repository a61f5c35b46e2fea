import type { Right } from '@cairn/access';
import { Database, type Uuid } from '@cairn/postgres';
import { LOG } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ImportKind } from '../import-kind.js';
import { jobsAtOnce } from '../settings.js';
import { ImportJobStore } from './import-job.store.js';
import { ImportWork } from './import-work.js';

const lookEveryMs = 5_000;

/**
 * Runs queued and interrupted jobs of all tenants, oldest first, a few at a time. A job is run by one process only: its
 * advisory lock is held by a connection of its own, so that it ends with the process.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly kinds = new Map<string, ImportKind>();
  private readonly running = new Map<Uuid, Promise<void>>();
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly database: Database,
    private readonly jobs: ImportJobStore,
    private readonly work: ImportWork,
    @Inject(LOG) private readonly log: Log,
  ) {}

  register(kind: ImportKind): void {
    this.kinds.set(kind.kind, kind);
  }

  kindOf(name: string): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`no import kind ${name} was registered`);
    return kind;
  }

  /** The rights that some kind asks for. */
  rights(): Right[] {
    return [...new Set([...this.kinds.values()].map(({ right }) => right))];
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), lookEveryMs).unref();
    this.wake();
  }

  /** Lets the chunks at work end; what is left goes on at the next start. */
  async onModuleDestroy(): Promise<void> {
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
      .catch((error: unknown) => this.log.warn({ err: error }, 'imports could not be looked for'))
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
          .catch((error: unknown) => this.log.error({ err: error, job: id }, 'an import was interrupted'))
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
      const { rows } = await session.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [`import ${id}`]);
      if (!rows[0]?.mine) return 'elsewhere';
      const signal = AbortSignal.any([this.ending.signal, lost.signal]);
      await this.work.run(tenant, id, (kind) => this.kindOf(kind), signal);
      return 'done';
    } finally {
      // Closing the connection rather than giving it back gives up the lock whatever state it is in.
      session.release(true);
    }
  }
}
