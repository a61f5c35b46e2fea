import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCertificate } from './certificate.js';

/** Where a host of elsewhere is going to listen, and what it shows for itself: known before it is there, so that a registry can be told. */
export interface ForeignPlace {
  readonly port: number;
  readonly key: string;
  readonly cert: string;
}

export const aForeignPlace = async (port: number): Promise<ForeignPlace> => ({ port, ...(await aCertificate('localhost')) });

/** What a registry has to be told to call them, as environment; `remove` takes the file away that it names. */
export function environmentOf(...places: readonly ForeignPlace[]): { readonly env: Readonly<Record<string, string>>; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-foreign-host-'));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, places.map(({ cert }) => cert).join(''));
  return { env: { CAIRN_FETCH_ALLOW: places.map(({ port }) => `localhost:${port}`).join(','), CAIRN_FETCH_CA: file }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
