import { writeFile } from 'node:fs/promises';
import type { EmbeddedRegistry } from './start-embedded.js';
import { exists } from './data-folder.js';

/** Fills an empty registry through its public API. Run again after a kill, it finds what it made and goes on. */
export type Seed = (registry: { readonly url: string; readonly operatorKey: string }) => Promise<void>;

/**
 * Writes the demo once in the life of a data folder.
 *
 * @returns whether it was written in this run
 */
export async function seedOnce({ url, operator, folder }: EmbeddedRegistry, seed: Seed): Promise<boolean> {
  if (!operator || (await exists(folder.seeded))) return false;
  await seed({ url, operatorKey: operator.key });
  await writeFile(folder.seeded, `${new Date().toISOString()}\n`);
  return true;
}
