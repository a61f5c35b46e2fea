import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressOf, rolesOf } from '@cairn/postgres';

/** How the pathways database of a registry on this machine is reached. */
export interface OwnDatabase {
  /** As superuser. */
  readonly adminUrl: string;
  /** As the role that reads the facts of every tenant. */
  readonly workerUrl: string;
}

const service = 'pathways';

/** Of the registry that runs over a data folder. Throws, in words, where none runs. */
export async function ownDatabase(dataDir: string): Promise<OwnDatabase> {
  const none = (error: unknown) => new Error(`No registry with a database of its own runs over ${dataDir}: say where the pathways database is.`, { cause: error });
  const [secrets, running] = await Promise.all([readFile(join(dataDir, 'secrets.json'), 'utf8'), readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')]).catch((error: unknown) => {
    throw none(error);
  });
  const { database: password } = JSON.parse(secrets) as { readonly database: string };
  // PostgreSQL writes its port into the fourth line.
  const port = running.split('\n')[3];
  const address = (role: string) => addressOf(`postgres://127.0.0.1:${port}`, role, password, `cairn_${service}`);
  return { adminUrl: address('postgres'), workerUrl: address(rolesOf(service).worker) };
}
