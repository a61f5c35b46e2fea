export interface PulseConfig {
  /** Pause after work was found, and first pause after a wake-up. */
  readonly quickestMs: number;
  /** Pause between looks when nothing happens. */
  readonly slowestMs: number;
}

/**
 * The rhythm of a loop that looks for work: quick while there is some and just after a wake-up (the one who woke us may
 * not have committed yet), then slower and slower.
 */
export class Pulse {
  private pauseMs: number;
  private resume: (() => void) | undefined;
  private woken = false;
  stopped = false;

  constructor(private readonly config: PulseConfig) {
    this.pauseMs = config.quickestMs;
  }

  wake(): void {
    this.pauseMs = this.config.quickestMs;
    this.woken = true;
    this.resume?.();
  }

  stop(): void {
    this.stopped = true;
    this.resume?.();
    this.cut?.();
  }

  /** Waits until it is time to look again. */
  async rest(worked: boolean): Promise<void> {
    if (this.stopped) return;
    if (worked) this.pauseMs = this.config.quickestMs;
    const pauseMs = this.pauseMs;
    this.pauseMs = Math.min(this.config.slowestMs, pauseMs * 2);
    // A wake-up cuts long pauses short; the quickest one lets several writers' events gather.
    if (this.woken || pauseMs <= this.config.quickestMs) {
      this.woken = false;
      return this.pause(this.config.quickestMs);
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.resume = undefined;
    this.woken = false;
  }

  private cut: (() => void) | undefined;

  /** Waits the whole time unless stopped. */
  async pause(ms: number): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.cut = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.cut = undefined;
  }
}
