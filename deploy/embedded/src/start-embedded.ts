import type { StatementObserver } from '@cairn/postgres';
import { keepOutOfLogs, openLog } from '@cairn/telemetry';
import type { AccountMaker } from './assembly.js';
import type { BootstrapKey } from './bootstrap-key.js';
import { Closers } from './closers.js';
import type { RegistryConfig } from './config.js';
import { type DataFolder, openDataFolder } from './data-folder.js';
import { listen } from './front-server.js';
import type { GatewaySettings } from './gateway-settings.js';
import { keepCluster } from './kept-cluster.js';
import { openSecrets } from './secrets.js';

/** The whole registry, running in this process. */
export interface EmbeddedRegistry {
  /** Where clients on this machine reach it, without a slash at the end. */
  readonly url: string;
  /** Where everyone else does; people sign in there. */
  readonly publicUrl: string;
  readonly folder: DataFolder;
  /** Null when the key was removed from the data folder. */
  readonly operator: BootstrapKey | null;
  readonly accounts: AccountMaker;
  /** Front server and gateway first, then the services, then PostgreSQL. Safe to call twice. */
  close(): Promise<void>;
}

export type EmbeddedOptions = Omit<RegistryConfig, 'databaseUrl' | 'seed' | keyof GatewaySettings> & GatewaySettings & {
  readonly observeStatement?: StatementObserver;
  /** false only for tests: PostgreSQL flushes nothing. */
  readonly durable?: boolean;
};

/** Starts PostgreSQL, five services and the gateway. Resolves when it answers; what was opened is closed on a fault. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedRegistry> {
  const closers = new Closers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.close().catch(() => undefined);
    throw error;
  }
}

async function start(options: EmbeddedOptions, closers: Closers): Promise<EmbeddedRegistry> {
  const { dataDir, host, port, kafka, observeStatement, durable = true } = options;
  const log = openLog('cairn', options.logLevel);
  const folder = await openDataFolder(dataDir);
  closers.add(() => folder.release());
  const secrets = await openSecrets(folder);
  keepOutOfLogs(secrets.database, secrets.statement, secrets.token, secrets.key);
  const front = await listen(host, port);
  closers.add(() => front.close(0));
  const opening = keepCluster({ dataDir: folder.postgres, password: secrets.database, durable }, log).then((cluster) => {
    closers.add(() => cluster.stop());
    return cluster;
  });
  // The services' code is read while PostgreSQL starts: a second less to wait.
  const [{ url: adminUrl }, { assemble }] = await Promise.all([opening, import('./assembly.js')]);
  const publicUrl = options.publicUrl ?? `http://localhost:${front.port}`;
  const { operator, accounts } = await assemble({ adminUrl, kafka, closers, front, folder, log, secrets, publicUrl, observeStatement, settings: options });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${front.port}`;
  return { url, publicUrl, folder, operator, accounts, close: () => closers.close() };
}
