import { addressOf, OBJECT_STORE, type ObjectStore } from '@cairn/files';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { type LooseObject, LooseObjectStore } from './loose-object.store.js';

/** How long an object may lie in the store before the evidence that names it is written, in ms (1 h). */
export const looseMs = 3_600_000;
const sweepEveryMs = 600_000;
const sweptAtOnce = 50;

/** Where the files of a person lie. */
const spaceOf = ({ tenant, sealedFor }: Pick<LooseObject, 'tenant' | 'sealedFor'>): string => `${tenant}/${sealedFor}`;

/**
 * Files of evidence in the object store. An object is noted before it is put there, and the note goes in the transaction that
 * writes the evidence; whatever breaks off between leaves a note, by which the sweep finds the object and deletes it.
 */
@Injectable()
export class EvidenceObjects implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly loose: LooseObjectStore,
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep().catch((error: unknown) => this.log.error({ err: error }, 'loose objects were not swept')), sweepEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Puts a file into the store, and answers under which digest. The evidence has to be written within the hour. */
  async put(tenant: string, sealedFor: string, bytes: Buffer): Promise<string> {
    const address = addressOf(spaceOf({ tenant, sealedFor }), bytes);
    await this.database.work((tx) => this.loose.note(tx, { tenant, sealedFor, digest: address.digest }, new Date(this.clock.now())));
    await this.objects.put(address, bytes);
    return address.digest;
  }

  get(object: LooseObject): Promise<Readable | undefined> {
    return this.objects.get({ space: spaceOf(object), digest: object.digest });
  }

  /** Deletes what was put there and not named within the hour, and what nothing names any more; answers how many. */
  async sweep(): Promise<number> {
    for (let swept = 0; ; ) {
      const done = await this.sweepSome();
      swept += done.deleted;
      if (done.seen < sweptAtOnce) return swept;
    }
  }

  /** The note stays locked while its object is deleted, so that whoever puts the same file there anew waits, and puts it after. */
  private sweepSome(): Promise<{ seen: number; deleted: number }> {
    return this.database.work(async (tx) => {
      const due = await this.loose.due(tx, new Date(this.clock.now() - looseMs), sweptAtOnce);
      for (const object of due) {
        if (!object.named) await this.objects.delete({ space: spaceOf(object), digest: object.digest });
        await this.loose.forget(tx, object);
      }
      return { seen: due.length, deleted: due.filter(({ named }) => !named).length };
    });
  }
}
