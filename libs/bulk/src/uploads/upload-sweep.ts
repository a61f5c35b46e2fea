import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { UploadFolder } from './upload-folder.js';
import { UploadPurge } from './upload-purge.js';

const everyMs = 15 * 60_000;

/** Takes away uploads that were left lying, and those that an erasure found still coming. */
@Injectable()
export class UploadSweep extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly uploads: UploadFolder,
    private readonly purge: UploadPurge,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, everyMs, 'uploads that were left lying could not be swept');
  }

  async look(): Promise<void> {
    await this.uploads.sweep(this.clock.now());
    await this.database.work((tx) => this.purge.underNotice(tx));
  }
}
