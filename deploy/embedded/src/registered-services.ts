import * as issuers from '@cairn/issuers';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import type { Platform, ServiceApp } from '@cairn/service';

/** What running a service takes. */
export interface RegisteredService {
  readonly name: string;
  readonly migrations: readonly Migration[];
  readonly create: (config: { readonly database: DatabaseConfig }, platform: Platform) => Promise<ServiceApp>;
}

/** The services of the registry; issuers first, since it knows who may call. */
export const registeredServices: readonly RegisteredService[] = [
  { name: 'issuers', migrations: issuers.migrations, create: issuers.createIssuersApp },
];
