import { LOG } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Ticking } from '../grant/ticking.js';
import { MandateService } from './mandate.service.js';

/** Ends mandates whose time is over. Services that act on a mandate look at its interval themselves; this tells that it is done. */
@Injectable()
export class MandateClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticking: Ticking;

  constructor(mandates: MandateService, @Inject(LOG) log: Log) {
    this.ticking = new Ticking(
      1_000,
      () => mandates.endOver(),
      (err) => log.warn({ err }, 'mandates that are over could not be ended; it is tried again'),
    );
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.ticking.stop();
  }
}
