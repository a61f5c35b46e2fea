import { type Started, start } from '../../process.js';

/**
 * Runs a relay in a process of its own and kills it (SIGKILL) `times` times, evenly over the progress of the events, a
 * moment into a batch; a new one takes over each time.
 *
 * @param progress share of the events heard so far, 0 to 1
 */
export async function killRelay(times: number, args: string, progress: () => number): Promise<Started<unknown>> {
  const relay = () => start(new URL('./relay.ts', import.meta.url), [args]);
  let running = await relay();
  for (let kill = 1; kill <= times; kill += 1) {
    while (progress() < (kill - 0.5) / times) await pause(5);
    if (kill % 2 === 0) await pause(Math.random() * 40);
    await running.kill();
    running = await relay();
  }
  return running;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
