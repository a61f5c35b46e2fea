/** Work that is looked for again and again, one look at a time, until it is stopped. */
export class Ticking {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private ended = false;

  /** @param failed is told why a look failed; it is tried again */
  constructor(
    private readonly everyMs: number,
    private readonly look: () => Promise<unknown>,
    private readonly failed: (cause: unknown) => void,
  ) {}

  start(): void {
    this.timer = setTimeout(() => this.tick(), this.everyMs).unref();
  }

  /** Resolves once the look under way has ended. */
  async stop(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private tick(): void {
    this.working = this.look().then(
      () => this.again(),
      (cause: unknown) => {
        this.failed(cause);
        this.again();
      },
    );
  }

  private again(): void {
    if (!this.ended) this.start();
  }
}
