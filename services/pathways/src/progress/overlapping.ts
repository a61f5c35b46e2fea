import { setImmediate } from 'node:timers/promises';

/** How long work goes on before others have their turn: requests, and what the database has answered. */
const turnMs = 4;

/**
 * Loads parts, works on each and writes what came of it, so that the database writes one part and loads the next while a
 * third is worked on. No two statements are ever under way at once, and parts are written in their order.
 */
export async function overlapping<Part, Loaded, Made>(
  parts: readonly Part[],
  steps: {
    readonly load: (part: Part) => Promise<readonly Loaded[]>;
    /** At once, or in a thread. */
    readonly work: (loaded: Loaded) => Made | Promise<Made>;
    readonly write: (made: readonly Made[]) => Promise<void>;
  },
): Promise<void> {
  const [first, ...others] = parts;
  if (first === undefined) return;
  let loaded = await steps.load(first);
  let made: readonly Made[] = [];
  for (const next of [...others, null]) {
    const finished = made;
    const database = (async () => {
      if (finished.length > 0) await steps.write(finished);
      return next === null ? [] : steps.load(next);
    })();
    const [working, written] = await Promise.allSettled([inTurns(loaded, steps.work), database]);
    if (written.status === 'rejected') throw written.reason;
    if (working.status === 'rejected') throw working.reason;
    [made, loaded] = [working.value, written.value];
  }
  if (made.length > 0) await steps.write(made);
}

async function inTurns<Loaded, Made>(loaded: readonly Loaded[], work: (one: Loaded) => Made | Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  let until = performance.now() + turnMs;
  for (const one of loaded) {
    const outcome = work(one);
    made.push(outcome instanceof Promise ? await outcome : outcome);
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + turnMs;
  }
  return made;
}
