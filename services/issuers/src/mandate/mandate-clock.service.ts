import { LOG, RepeatedLook } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { MandateService } from './mandate.service.js';

/** Ends mandates whose time is over. Services that act on a mandate look at its interval themselves; this tells that it is done. */
@Injectable()
export class MandateClock extends RepeatedLook {
  constructor(
    private readonly mandates: MandateService,
    @Inject(LOG) log: Log,
  ) {
    super(log, 1_000, 'mandates that are over could not be ended');
  }

  look(): Promise<number> {
    return this.mandates.endOver();
  }
}
