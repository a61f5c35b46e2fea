/**
 * `test`, or a skipped test whose reason the report prints: `testUnless(reason)('name', …)` with the reason why it
 * cannot run here, or undefined when it can.
 */
export const testUnless = (reason: string | undefined): ((name: string, run: () => unknown, timeoutMs?: number) => void) =>
  reason === undefined ? test : (name, run) => test.skip(`${name} (skipped: ${reason})`, run as () => void);
