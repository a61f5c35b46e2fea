import type { IssuersApp } from '@cairn/issuers';
import { createGatewayApp } from '@cairn/gateway';
import type { StatementObserver } from '@cairn/postgres';
import type { ServiceApp } from '@cairn/service';
import { openLog } from '@cairn/telemetry';
import { type BootstrapKey, ensureBootstrapKey } from './bootstrap-key.js';
import { Closers } from './closers.js';
import type { RegistryConfig } from './config.js';
import { type DataFolder, openDataFolder } from './data-folder.js';
import { openDatabases } from './databases.js';
import { openEventLog } from './event-log.js';
import { listen } from './front-server.js';
import { keepCluster } from './kept-cluster.js';
import { platformOf } from './platform.js';
import { registeredServices } from './registered-services.js';
import { openSecrets } from './secrets.js';

/** The whole registry, running in this process. */
export interface EmbeddedRegistry {
  /** Where clients on this machine reach it, without a slash at the end. */
  readonly url: string;
  readonly folder: DataFolder;
  /** Null when the key was removed from the data folder. */
  readonly operator: BootstrapKey | null;
  /** Gateway first, then the services, then PostgreSQL. Safe to call twice. */
  close(): Promise<void>;
}

export type EmbeddedOptions = Omit<RegistryConfig, 'databaseUrl' | 'seed'> & {
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
  const log = openLog('cairn', options.logLevel);
  const folder = await openDataFolder(options.dataDir);
  closers.add(() => folder.release());
  const secrets = await openSecrets(folder);
  const front = await listen(options.host, options.port);
  closers.add(() => front.close(0));
  const { durable = true } = options;
  const cluster = await keepCluster({ dataDir: folder.postgres, password: secrets.database, durable }, log);
  closers.add(() => cluster.stop());
  const [databases, bus] = await Promise.all([
    openDatabases(cluster.url, secrets.database, registeredServices),
    openEventLog(options.kafka, { adminUrl: cluster.url, password: secrets.database, folder, log, closers }),
  ]);
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${front.port}`;
  const publicUrl = options.publicUrl ?? `http://localhost:${front.port}`;
  const platform = platformOf({ bus, log, secrets, publicUrl, folder, observeStatement: options.observeStatement });
  const apps: ServiceApp[] = await Promise.all(
    registeredServices.map(async ({ name, create }) => {
      const app = await create({ database: databases.get(name)! }, platform);
      closers.add(() => app.close());
      return app;
    }),
  );
  const operator = await ensureBootstrapKey(apps[0] as IssuersApp, folder);
  const gateway = await createGatewayApp({ subgraphs: apps }, platform);
  closers.add(() => gateway.close());
  closers.add(() => front.close());
  front.open(gateway.http);
  return { url, folder, operator, close: () => closers.close() };
}
