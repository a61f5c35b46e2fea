type Test = (name: string, run: () => void | Promise<void>, timeoutMs?: number) => void;

/**
 * `test`, or a skipped test whose reason the report prints: `testUnless(reason)('name', …)` with the reason why it
 * cannot run here, or undefined when it can.
 */
export function testUnless(reason: string | undefined): Test {
  if (reason === undefined) return test as Test;
  return (name, run) => test.skip(`${name} (skipped: ${reason})`, run as () => void);
}

/** `describe`, or one skipped line whose reason the report prints; what describes is not even called then. */
export function describeUnless(reason: string | undefined): (name: string, tests: () => void) => void {
  if (reason === undefined) return describe;
  return (name) => test.skip(`${name} (skipped: ${reason})`, () => undefined);
}
