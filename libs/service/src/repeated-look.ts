import type { Log } from '@cairn/telemetry';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Ticking } from './ticking.js';

/** A provider that looks for what is due, from the start of its service to the end, and does it. */
export abstract class RepeatedLook implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticking: Ticking;

  /**
   * @param rest milliseconds between two looks, or what tells them
   * @param failure said to the log of a look that failed; the next comes all the same
   */
  protected constructor(log: Log, rest: number | (() => number), failure: string) {
    this.ticking = new Ticking(rest, () => this.look(), (err) => log.warn({ err }, `${failure}; it is tried again`));
  }

  /** One look, which does what is due. */
  abstract look(): Promise<unknown>;

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.ticking.stop();
  }

  /** Whether a look that takes long should leave the rest for another time. */
  protected get isEnding(): boolean {
    return this.ticking.isEnding;
  }
}
