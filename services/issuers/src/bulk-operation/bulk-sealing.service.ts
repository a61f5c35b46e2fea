import { Database } from '@cairn/postgres';
import { CLOCK, LOG, Ticking } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ended } from './bulk-operation.js';
import { BulkOperationService } from './bulk-operation.service.js';
import { BulkOperationStore } from './bulk-operation.store.js';
import { BulkResults } from './bulk-results.service.js';
import { BulkWorkStore } from './bulk-work.store.js';

const everyMs = 5_000;
const atATime = 20;

/** Reads files that are written to the end once more, and says then that they are finished. Two processes at one file come to the same. */
@Injectable()
export class BulkSealing implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticking: Ticking;
  private sealing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly store: BulkWorkStore,
    private readonly operations: BulkOperationStore,
    private readonly ending: BulkOperationService,
    private readonly results: BulkResults,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.ticking = new Ticking(everyMs, () => this.sealAll(), (err) => this.failed(err));
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticking.stop();
    await this.sealing;
  }

  /** Seals now what is to be sealed; nobody waits for it. */
  wake(): void {
    this.sealing = this.sealing.then(() => (this.ticking.isEnding ? undefined : this.sealAll())).catch((error: unknown) => this.failed(error));
  }

  private async sealAll(): Promise<void> {
    const written = await this.database.work((tx) => this.store.sealing(tx, atATime));
    for (const one of written) await this.seal(one);
  }

  private async seal({ tenant, id }: { readonly tenant: string; readonly id: string }): Promise<void> {
    const sha256 = await this.results.checksumOf({ tenant, id });
    const now = new Date(this.clock.now());
    await this.database.work(async (tx) => {
      const operation = await this.operations.locked(tx, tenant, id);
      if (operation?.state === 'SEALING') await this.ending.end(tx, { ...ended(operation, 'FINISHED', null, now), sha256 }, now);
    });
  }

  private failed(err: unknown): void {
    this.log.warn({ err }, 'a result could not be read for its checksum; it is tried again');
  }
}
