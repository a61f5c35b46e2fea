/** Signals within this many ms of the first are one press: terminal, npm and launcher each pass it on. */
const onePressMs = 700;

/**
 * Runs `stop` once when the program is told to end (SIGINT, SIGTERM, SIGHUP) and then exits with 0. A
 * second press while it is stopping ends the program at once.
 */
export function stopWhenTold(stop: () => Promise<void>, tell: (sentence: string) => void = () => undefined): void {
  let first = 0;
  const onSignal = () => {
    if (first === 0) {
      first = Date.now();
      stop().then(
        () => process.exit(0),
        (error: Error) => {
          tell(`It did not stop cleanly: ${error.message}`);
          process.exit(1);
        },
      );
    } else if (Date.now() - first > onePressMs) {
      tell('Stopping at once.');
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
