import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { ended } from './bulk-operation.js';
import { BulkOperationService } from './bulk-operation.service.js';
import { BulkOperationStore } from './bulk-operation.store.js';
import { BulkResults } from './bulk-results.service.js';
import { BulkSealing } from './bulk-sealing.service.js';
import { type Advance, type BulkWork, BulkWorkStore, type Lease } from './bulk-work.store.js';

/** A process that is gone is known to be gone after this. */
const leaseMs = 15_000;

export interface LeasedWork extends BulkWork {
  readonly lease: string;
}

/** What the gateway reports of queries that it runs. It asks on nobody's behalf, hence the worker's view; the lease says what it may write to. */
@Injectable()
export class BulkWorkService {
  constructor(
    private readonly database: Database,
    private readonly store: BulkWorkStore,
    private readonly operations: BulkOperationStore,
    private readonly ending: BulkOperationService,
    private readonly results: BulkResults,
    private readonly sealing: BulkSealing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async claim(most: number): Promise<LeasedWork[]> {
    const lease = this.lease(newId());
    const now = new Date(this.clock.now());
    const claimed = await this.database.work((tx) => this.store.claim(tx, lease, now, most));
    return claimed.map((work) => ({ ...work, lease: lease.id }));
  }

  /** Noted first and kept then, so that what a crash leaves behind is found when the result expires. */
  async put(id: string, lease: string, number: number, bytes: Buffer): Promise<boolean> {
    const noted = await this.database.work(async (tx) => {
      const tenant = await this.store.tenantOf(tx, id, lease);
      if (tenant === undefined) return undefined;
      const operation = { tenant, id };
      return { operation, former: await this.store.notePart(tx, tenant, id, number, this.results.digestOf(operation, bytes), bytes.length) };
    });
    if (!noted) return false;
    await this.results.keep(noted.operation, bytes);
    if (noted.former !== undefined) await this.results.remove(noted.operation, noted.former);
    return true;
  }

  advance(id: string, lease: string, advance: Advance): Promise<boolean> {
    return this.database.work((tx) => this.store.advance(tx, id, this.lease(lease), advance));
  }

  keep(id: string, lease: string): Promise<boolean> {
    return this.database.work((tx) => this.store.keep(tx, id, this.lease(lease)));
  }

  release(id: string, lease: string): Promise<boolean> {
    return this.database.work((tx) => this.store.release(tx, id, lease));
  }

  /** @param errorCode why it failed; null: everything is written */
  async end(id: string, lease: string, errorCode: string | null): Promise<boolean> {
    if (errorCode === null) {
      const done = await this.database.work((tx) => this.store.toSealing(tx, id, lease));
      if (done) this.sealing.wake();
      return done;
    }
    const now = new Date(this.clock.now());
    return this.database.work(async (tx) => {
      const tenant = await this.store.tenantOf(tx, id, lease);
      const operation = tenant === undefined ? undefined : await this.operations.locked(tx, tenant, id);
      if (operation?.state !== 'RUNNING') return false;
      await this.ending.end(tx, ended(operation, 'FAILED', errorCode, now), now);
      return true;
    });
  }

  private lease(id: string): Lease {
    return { id, until: new Date(this.clock.now() + leaseMs) };
  }
}
