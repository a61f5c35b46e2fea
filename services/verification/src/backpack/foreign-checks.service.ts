import { appendEvents, type Mark } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { foreignCredentialCheckedEvent } from '../events/publishes-backpack.js';
import { dueAfter } from './check-times.js';
import { ForeignCheckStore } from './foreign-check.store.js';
import type { ForeignCredential } from './foreign-credential.js';
import { ForeignCredentialStore } from './foreign-credential.store.js';
import type { Judgement } from './foreign-judge.service.js';
import { sealSteps } from './sealed-parts.js';

/** Keeps what checks came to: each for itself, and the last one with its credential. */
@Injectable()
export class ForeignChecks {
  constructor(
    private readonly checks: ForeignCheckStore,
    private readonly credentials: ForeignCredentialStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async add(tx: Tx, key: Buffer, row: ForeignCredential, { verdict, trust, steps, statusAsOf, at }: Judgement): Promise<void> {
    const id = newId();
    const sealedSteps = sealSteps(key, row, id, steps);
    await this.checks.insert(tx, row.tenant, { id, credential: row.id, digest: row.digest, verdict, trust, sealedSteps, statusAsOf, checkedAt: at });
  }

  /** Keeps a further check of a locked credential. Others hear of it when it came to something else than the last one. */
  async record(tx: Tx, key: Buffer, row: ForeignCredential, judgement: Judgement): Promise<{ credential: ForeignCredential; marks: Mark[] }> {
    await this.add(tx, key, row, judgement);
    const { verdict, trust, at } = judgement;
    const changed = verdict !== row.verdict || trust !== row.trust;
    const now = new Date(this.clock.now());
    const credential = { ...row, verdict, trust, checkedAt: at, version: row.version + (changed ? 1 : 0), updatedAt: changed ? now : row.updatedAt };
    await this.credentials.judged(tx, credential, dueAfter(credential, now));
    const event = changed ? foreignCredentialCheckedEvent(credential, now) : undefined;
    return { credential, marks: event ? await appendEvents(tx, [event]) : [] };
  }
}
