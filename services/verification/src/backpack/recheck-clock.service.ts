import { LOG, RepeatedLook } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { RecheckService } from './recheck.service.js';

/** Looks every few seconds for what is to be checked, and checks a few at a time. */
@Injectable()
export class RecheckClock extends RepeatedLook {
  constructor(
    private readonly recheck: RecheckService,
    @Inject(LOG) log: Log,
  ) {
    super(log, 5_000, 'foreign credentials could not be checked again');
  }

  look(): Promise<unknown> {
    return this.recheck.checkDue();
  }
}
