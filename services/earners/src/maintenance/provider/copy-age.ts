import { Ticking, type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** Beyond this, nobody is refused or credited by what is known here of providers (domain.md 8), in ms. */
const boundMs = 60_000;

/** How old the copies of what other services tell may be: they are up to date while the log of events can be reached. */
@Injectable()
export class CopyAge implements OnApplicationBootstrap, OnModuleDestroy {
  private heard = 0;
  private readonly ticking = new Ticking(
    5_000,
    () => this.probe(),
    () => undefined,
  );

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.probe();
    this.ticking.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.ticking.stop();
  }

  /** Asks now. */
  async probe(): Promise<void> {
    const asked = this.platform.clock.now();
    if (await this.platform.bus.ready().catch(() => false)) this.heard = asked;
  }

  /** An event of a provider has arrived: nothing lies between us and what is told. */
  heardNow(): void {
    this.heard = this.platform.clock.now();
  }

  isWithinBound(): boolean {
    return this.platform.clock.now() - this.heard <= boundMs;
  }
}
