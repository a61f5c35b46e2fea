import { readFile, writeFile } from 'node:fs/promises';
import type { IssuersApp } from '@cairn/issuers';
import type { DataFolder } from './data-folder.js';

/** The operator's key. */
export interface BootstrapKey {
  readonly key: string;
  /** Made in this run: show it. */
  readonly isNew: boolean;
}

/** Makes the operator's client on the first start; later the key is the one kept beside the data, unless it was removed. */
export async function ensureBootstrapKey(issuers: IssuersApp, folder: DataFolder): Promise<BootstrapKey | null> {
  const made = await issuers.ensureOperator();
  if (made) {
    await writeFile(folder.bootstrapKey, `${made.key}\n`, { mode: 0o600, flush: true });
    return { key: made.key, isNew: true };
  }
  const key = await readBootstrapKey(folder);
  return key === null ? null : { key, isNew: false };
}

/** The key as it is kept beside the data; null when it is not there. */
export async function readBootstrapKey(folder: DataFolder): Promise<string | null> {
  return (await readFile(folder.bootstrapKey, 'utf8').catch(() => '')).trim() || null;
}
