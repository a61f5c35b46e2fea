import { createGatewayApp } from '@cairn/gateway';
import type { IssuersApp } from '@cairn/issuers';
import type { ServiceApp } from '@cairn/service';
import { type BootstrapKey, ensureBootstrapKey } from './bootstrap-key.js';
import type { Closers } from './closers.js';
import { openDatabases } from './databases.js';
import { openEventLog } from './event-log.js';
import type { FrontServer } from './front-server.js';
import { type GatewaySettings, gatewaySettings } from './gateway-settings.js';
import { platformOf, type PlatformParts } from './platform.js';
import { registeredServices } from './registered-services.js';

export type AssemblyParts = Omit<PlatformParts, 'bus'> & {
  /** Superuser of the cluster. */
  readonly adminUrl: string;
  readonly kafka: readonly string[] | null;
  readonly closers: Closers;
  readonly front: FrontServer;
  readonly settings: GatewaySettings;
};

/** What whoever started the registry may do beside its public API. */
export interface Assembled {
  /** Null when the key was removed from the data folder. */
  readonly operator: BootstrapKey | null;
  readonly accounts: AccountMaker;
}

/** Makes accounts and lets them sign in as members of staff. */
export type AccountMaker = Pick<IssuersApp, 'ensureAccount' | 'linkAccount'>;

/** Brings the databases up to date, starts the services and the gateway, and opens the door. */
export async function assemble(parts: AssemblyParts): Promise<Assembled> {
  const { adminUrl, kafka, closers, front, folder, log, secrets } = parts;
  const password = secrets.database;
  const [databases, bus] = await Promise.all([
    openDatabases(adminUrl, password, registeredServices),
    openEventLog(kafka, { adminUrl, password, folder, log, closers }),
  ]);
  const platform = platformOf({ ...parts, bus });
  const apps: ServiceApp[] = [];
  // One after the other: side by side they only keep each other's connections waiting, past their time on a busy machine.
  for (const { name, create } of registeredServices) {
    const app = await create({ database: databases.get(name)! }, platform);
    closers.add(() => app.close());
    apps.push(app);
  }
  const issuers = apps[0] as IssuersApp;
  const operator = await ensureBootstrapKey(issuers, folder);
  const gateway = await createGatewayApp({ subgraphs: apps, runsBulkQueries: true, ...gatewaySettings(parts.settings) }, platform);
  closers.add(() => gateway.close());
  closers.add(() => front.close());
  front.open(gateway.http);
  return { operator, accounts: issuers };
}
