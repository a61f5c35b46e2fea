import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AttestationStore } from './attestation.store.js';

const batch = 100;

/** Writes down that nobody answered in time, so that somebody else can be asked. Whoever answers meanwhile is refused by the time itself. */
@Injectable()
export class AttestationClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: AttestationStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, 30_000, 'attestations that nobody answered could not be ended');
  }

  async look(): Promise<void> {
    while ((await this.database.work((tx) => this.store.expire(tx, new Date(this.clock.now()), batch))) === batch);
  }
}
