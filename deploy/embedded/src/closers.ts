/** What was opened and has to be closed again, the last first. */
export class Closers {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private closed?: Promise<void>;

  add(close: () => Promise<unknown>): void {
    this.steps.push(close);
  }

  /** Closes everything, even when a step fails; then throws the first failure. */
  close(): Promise<void> {
    this.closed ??= this.run();
    return this.closed;
  }

  private async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.reverse()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
