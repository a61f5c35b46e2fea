import * as achievements from '@cairn/achievements';
import * as earners from '@cairn/earners';
import * as issuers from '@cairn/issuers';
import * as pathways from '@cairn/pathways';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import type { Platform, ServiceApp } from '@cairn/service';
import * as verification from '@cairn/verification';

/** What running a service takes. */
export interface RegisteredService {
  readonly name: string;
  readonly migrations: readonly Migration[];
  readonly create: (config: { readonly database: DatabaseConfig }, platform: Platform) => Promise<ServiceApp>;
}

/** The services of the registry; issuers first, since it knows who may call. */
export const registeredServices: readonly RegisteredService[] = [
  { name: 'issuers', migrations: issuers.migrations, create: issuers.createIssuersApp },
  { name: 'achievements', migrations: achievements.migrations, create: achievements.createAchievementsApp },
  { name: 'earners', migrations: earners.migrations, create: earners.createEarnersApp },
  { name: 'pathways', migrations: pathways.migrations, create: pathways.createPathwaysApp },
  { name: 'verification', migrations: verification.migrations, create: verification.createVerificationApp },
];
