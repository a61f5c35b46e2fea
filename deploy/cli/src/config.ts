import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RegistryClient } from '@cairn/client';

/** What every command is told on its line. */
export interface Connecting {
  readonly url?: string;
  readonly key?: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Settings of the command line: CAIRN_URL (default http://127.0.0.1:4000), CAIRN_API_KEY, CAIRN_DATA_DIR (default .cairn). */
export function connect({ url, key }: Connecting): RegistryClient {
  return new RegistryClient(registryUrl(url), key ?? process.env.CAIRN_API_KEY ?? operatorKey());
}

/** Without a slash at its end. */
export function registryUrl(url?: string): string {
  const address = url ?? process.env.CAIRN_URL ?? 'http://127.0.0.1:4000';
  if (!URL.canParse(address)) throw new Error(`${address} is no address of a registry.`);
  return address.replace(/\/+$/, '');
}

/** Where the registry on this machine keeps its data: CAIRN_DATA_DIR, else `.cairn`. */
export const dataFolder = (): string => process.env.CAIRN_DATA_DIR ?? join(root, '.cairn');

/** The key that the registry left beside its data; null when there is none to read. */
function operatorKey(): string | null {
  try {
    return readFileSync(join(dataFolder(), 'bootstrap-key'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
