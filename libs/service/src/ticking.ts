import { inBackground } from '@cairn/telemetry';

/** Work that is looked for again and again, one look at a time, until it is stopped. */
export class Ticking {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private ended = false;

  /**
   * @param rest milliseconds between two looks, or what tells them before the first and after each
   * @param failed is told why a look failed; it is tried again
   */
  constructor(
    private readonly rest: number | (() => number),
    private readonly look: () => Promise<unknown>,
    private readonly failed: (cause: unknown) => void,
  ) {}

  /** Whether a look that takes long should leave the rest for another time. */
  get isEnding(): boolean {
    return this.ended;
  }

  /** The first look is one rest away. */
  start(): void {
    this.again();
  }

  /** Resolves once the look under way has ended. A look that fails now is told to nobody. */
  async stop(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private tick(): void {
    this.working = inBackground(this.look).then(
      () => this.again(),
      (cause: unknown) => {
        if (!this.ended) this.failed(cause);
        this.again();
      },
    );
  }

  private again(): void {
    if (this.ended) return;
    const { rest } = this;
    this.timer = setTimeout(() => this.tick(), typeof rest === 'number' ? rest : rest()).unref();
  }
}
