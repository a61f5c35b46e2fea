import { afterBreaks } from './after-breaks.js';
import { ndjsonLines } from './ndjson.js';
import type { RegistryClient } from './registry-client.js';

/** The lines of NDJSON at a path, each once: after a break they are fetched again, and those that were handed over are passed over. */
export async function* fetchedLines<Line>(client: RegistryClient, path: string): AsyncGenerator<Line> {
  let told = 0;
  yield* afterBreaks(async function* () {
    const { body } = await client.fetch(path);
    let at = 0;
    if (body) for await (const line of ndjsonLines<Line>(body)) {
      at += 1;
      if (at <= told) continue;
      told = at;
      yield line;
    }
  });
}
