import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { columnTypes, type FactName, facts } from '@cairn/metrics';
import { Duck, type DuckOptions, literal } from './duckdb.js';
import { exportedTenants, type Manifest, readManifest, schemaHash } from './manifest.js';
import { sumOf } from './write-export.js';

export interface OpenedExport {
  readonly duck: Duck;
  readonly manifests: readonly Manifest[];
  /** The last day that all of it was known of. */
  readonly observationEnd: string;
}

/**
 * Opens an export in DuckDB: a view for each fact over the files that manifests name, after their sums were checked. Nothing
 * else can be read from then on.
 *
 * @param tenants whose; left out: all that the folder has
 */
export async function openExport(folder: string, { tenants, ...limits }: DuckOptions & { readonly tenants?: readonly string[] } = {}): Promise<OpenedExport> {
  const manifests = await manifestsOf(folder, tenants ?? (await exportedTenants(folder)));
  await checkSums(folder, manifests);
  const duck = await Duck.open(limits);
  // A file never changes under its name: what it says of itself is read once, of hundreds of them for each question.
  await duck.run('SET parquet_metadata_cache = true');
  const kept = filesOf(folder, manifests);
  await duck.shutIn([...kept.values()].flat());
  for (const [fact, files] of kept) await duck.run(viewOf(fact, files));
  return { duck, manifests, observationEnd: observationEndOf(manifests) };
}

/**
 * Writes a DuckDB file with a view for each fact over the files that manifests name, and `observation` with the day up to which
 * all of it is known: what dbt and other tools open. Replaces the file in one step; rows stay where the export has them.
 */
export async function writeDatabase(folder: string, to: string, tenants?: readonly string[]): Promise<void> {
  const manifests = await manifestsOf(folder, tenants ?? (await exportedTenants(folder)));
  await checkSums(folder, manifests);
  const draft = `${to}.new`;
  await rm(draft, { force: true });
  const duck = await Duck.open({ file: draft });
  try {
    for (const [fact, files] of filesOf(folder, manifests)) await duck.run(viewOf(fact, files));
    await duck.run(`CREATE TABLE observation AS SELECT CAST(${literal(observationEndOf(manifests))} AS DATE) AS observation_end`);
    await duck.run('CHECKPOINT');
  } finally {
    duck.close();
  }
  await rename(draft, to);
}

/** The files of each fact. One that one of the sources does not keep is not there: a figure of it would be wrong without saying so. */
function filesOf(folder: string, manifests: readonly Manifest[]): Map<FactName, string[]> {
  const kept = facts.filter(({ name }) => manifests.every(({ tables }) => tables.some((table) => table.name === name)));
  return new Map(kept.map(({ name: fact }) => [fact, manifests.flatMap(({ tables }) => tables.filter(({ name }) => name === fact).flatMap(({ files }) => files.map(({ path }) => resolve(folder, path))))]));
}

const observationEndOf = (manifests: readonly Manifest[]): string => manifests.map(({ observationEnd }) => observationEnd).sort()[0] ?? '';

async function manifestsOf(folder: string, tenants: readonly string[]): Promise<Manifest[]> {
  if (tenants.length === 0) throw new Error(`There is no export in ${folder}.`);
  return Promise.all(
    tenants.map(async (tenant) => {
      const found = await readManifest(folder, tenant);
      if (!found) throw new Error(`There is no export of tenant ${tenant} in ${folder}.`);
      if (found.manifest.schemaHash !== schemaHash()) throw new Error(`The export of tenant ${tenant} has other columns than this version reads: export it again.`);
      return found.manifest;
    }),
  );
}

async function checkSums(folder: string, manifests: readonly Manifest[]): Promise<void> {
  for (const { path, sha256 } of manifests.flatMap(({ tables }) => tables.flatMap(({ files }) => files))) {
    const found = await sumOf(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      throw new Error(error.code === 'ENOENT' ? `${path} is missing.` : `${path} cannot be read.`, { cause: error });
    });
    if (found !== sha256) throw new Error(`${path} is not what was exported: its sum differs from the manifest.`);
  }
}

function viewOf(fact: FactName, files: readonly string[]): string {
  const columns = columnTypes(fact, 'duckdb');
  if (files.length === 0) return `CREATE TABLE ${fact} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`;
  return `CREATE VIEW ${fact} AS SELECT ${columns.map(({ name }) => name).join(', ')} FROM read_parquet([${files.map(literal).join(', ')}], hive_partitioning = false)`;
}
