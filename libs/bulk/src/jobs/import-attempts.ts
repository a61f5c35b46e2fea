import { Database, DatabaseBusy, DatabaseUnavailable, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { attemptsMax } from '../settings.js';
import { ImportAttemptStore } from './import-attempt.store.js';
import { ImportChunkStore } from './import-chunk.store.js';
import { isWhole } from './import-job.js';
import { ImportJobStore } from './import-job.store.js';

/**
 * Bounds how often a job is begun that does not get on, by a fault of ours or because each process that takes it up dies:
 * after `attemptsMax` times it is FAILED (IMPORT_STALLED), until somebody asks for the same bytes again.
 */
@Injectable()
export class ImportAttempts {
  constructor(
    private readonly database: Database,
    private readonly store: ImportAttemptStore,
    private readonly jobs: ImportJobStore,
    private readonly chunks: ImportChunkStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Does one attempt; a fault of it is thrown on when it is noted. */
  async counted(tenant: Uuid, id: Uuid, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const attempt = await this.database.work((tx) => this.store.begin(tx, tenant, id));
    if (attempt > attemptsMax) return this.giveUp(tenant, id);
    try {
      await work();
      if (signal.aborted) await this.forget(tenant, id);
    } catch (error) {
      const passing = signal.aborted || error instanceof DatabaseBusy || error instanceof DatabaseUnavailable;
      if (passing) await this.forget(tenant, id).catch(() => undefined);
      else if (attempt >= attemptsMax) await this.giveUp(tenant, id);
      else await this.database.work((tx) => this.store.putOff(tx, tenant, id, new Date(this.clock.now() + pauseMs(attempt))));
      throw error;
    }
  }

  private forget(tenant: Uuid, id: Uuid): Promise<void> {
    return this.database.work((tx) => this.store.forget(tx, tenant, id));
  }

  private async giveUp(tenant: Uuid, id: Uuid): Promise<void> {
    await this.database.work(async (tx) => {
      const job = await this.jobs.byId(tx, tenant, id);
      if (job && isWhole(job)) {
        await this.chunks.reopen(tx, tenant, id);
        await this.jobs.beginAgain(tx, tenant, id);
      }
      await this.store.giveUp(tx, tenant, id, new Date(this.clock.now()), stalled);
    });
  }
}

const stalled = {
  row: 0,
  code: 'IMPORT_STALLED',
  field: null,
  message: 'The registry failed at this import again and again; it was noted. Ask for the same file once more: the import goes on where it stands.',
};

/** 5 s, 20 s, then a minute. */
const pauseMs = (attempt: number): number => Math.min(5_000 * 4 ** (attempt - 1), 60_000);
