import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columnTypes, type FactName, facts } from '@cairn/metrics';

/** A file of an export; its path from the folder of the export, with slashes. */
export interface ExportedFile {
  readonly path: string;
  /** `2026-01`; of long ago a whole year, `2023`; `all` for facts without a day. */
  readonly month: string;
  readonly generation: number;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** First and last day of what it holds; null for facts without a day. */
  readonly minDate: string | null;
  readonly maxDate: string | null;
}

export interface ExportedTable {
  readonly name: FactName;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly files: readonly ExportedFile[];
  readonly rows: number;
}

/** What an export of one tenant holds. Only files that it names are part of it. */
export interface Manifest {
  readonly format: 'cairn-analytics/v1';
  readonly tenant: string;
  /** RFC 3339 instant. */
  readonly exportedAt: string;
  /** Last day that all of it was known of. */
  readonly observationEnd: string;
  /** How far the source had read the log; null for a source that has read none. */
  readonly position: string | null;
  readonly schemaHash: string;
  readonly tables: readonly ExportedTable[];
  /** Sum of the manifest before this one; null for the first. */
  readonly previous: string | null;
}

export const tablesFolder = join('analytics', 'v1');
export const manifestPath = (tenant: string): string => join(tablesFolder, `tenant=${tenant}`, 'manifest.json');
export const filePath = (table: FactName, tenant: string, month: string, generation: number): string => `analytics/v1/${table}/tenant=${tenant}/month=${month}/g${generation}.parquet`;

/** Changes when a column does. */
export const schemaHash = (): string => sum(JSON.stringify(facts.map(({ name }) => [name, columnTypes(name, 'duckdb')])));

export const sum = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Null where nothing was exported yet. */
export async function readManifest(folder: string, tenant: string): Promise<{ readonly manifest: Manifest; readonly sum: string } | null> {
  const text = await readFile(join(folder, manifestPath(tenant)), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 'cairn-analytics/v1') throw new Error(`${manifestPath(tenant)} is of another format: ${String(manifest.format)}.`);
  return { manifest, sum: sum(text) };
}

/** Replaces the manifest in one step, so that a reader finds the old one or the new. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const place = join(folder, manifestPath(manifest.tenant));
  await mkdir(join(place, '..'), { recursive: true });
  await writeFile(`${place}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${place}.new`, place);
}

/** The tenants that an export folder has manifests of. */
export async function exportedTenants(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, tablesFolder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => /^tenant=(.+)$/.exec(name)?.[1] ?? []).sort();
}
