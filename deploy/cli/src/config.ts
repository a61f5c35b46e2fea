import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RegistryClient } from './client/registry-client.js';

/** What every command is told on its line. */
export interface Connecting {
  readonly url?: string;
  readonly key?: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Settings of the command line: CAIRN_URL (default http://127.0.0.1:4000), CAIRN_API_KEY, CAIRN_DATA_DIR (default .cairn). */
export function connect({ url, key }: Connecting): RegistryClient {
  const address = url ?? process.env.CAIRN_URL ?? 'http://127.0.0.1:4000';
  if (!URL.canParse(address)) throw new Error(`${address} is no address of a registry.`);
  return new RegistryClient(address.replace(/\/+$/, ''), key ?? process.env.CAIRN_API_KEY ?? operatorKey());
}

/** The key that the registry left beside its data; null when there is none to read. */
function operatorKey(): string | null {
  try {
    return readFileSync(join(process.env.CAIRN_DATA_DIR ?? join(root, '.cairn'), 'bootstrap-key'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
