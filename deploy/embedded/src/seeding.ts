import { writeFile } from 'node:fs/promises';
import { exists } from './data-folder.js';
import type { EmbeddedRegistry } from './start-embedded.js';

/**
 * Writes the demo once in the life of a data folder, through the registry's own public API, and keeps the providers' keys
 * beside the operator's. After a kill it finds what it made and goes on.
 *
 * @returns lines that say where the keys are; none when the demo was there already
 */
export async function seedOnce({ url, operator, folder, accounts }: Pick<EmbeddedRegistry, 'url' | 'operator' | 'folder' | 'accounts'>): Promise<string[]> {
  if (!operator || (await exists(folder.seeded))) return [];
  // Only the first start needs the demo's code.
  const [{ seedDemo }, { seedStaff }] = await Promise.all([import('./demo/seed-demo.js'), import('./demo/seed-staff.js')]);
  const providers = await seedDemo({ url, key: operator.key });
  const people = await seedStaff({ url, key: operator.key, providers, accounts });
  const keys = Object.fromEntries(providers.map(({ slug, key }) => [slug, key]));
  await writeFile(folder.demoKeys, `${JSON.stringify({ ...keys, accounts: people }, null, 2)}\n`, { mode: 0o600 });
  await writeFile(folder.seeded, `${new Date().toISOString()}\n`);
  return [
    `The demo is written: ${providers.map(({ name }) => name).join(', ')}.`,
    `  Their keys    ${folder.demoKeys}, with accounts of their staff to sign in with`,
  ];
}
