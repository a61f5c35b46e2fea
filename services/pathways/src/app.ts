import { auditMigration } from '@cairn/audit';
import { bulkMigration, importPrincipalMigration } from '@cairn/bulk';
import { messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { CopyStore } from './copies/copy.store.js';
import { onAwards } from './events/on-awards.js';
import { onCopies } from './events/on-copies.js';
import { onPeople } from './events/on-people.js';
import { HoldingService } from './holding/holding.service.js';
import { CreatePathways1795262400000 } from './migrations/1795262400000-create-pathways.js';
import { CreateFacts1795262400001 } from './migrations/1795262400001-create-facts.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { PeopleData1795270000500 } from './migrations/1795270000500-people-data.js';
import { PathwaysModule } from './pathways.module.js';
import { PersonService } from './people/person.service.js';

export const migrations: readonly Migration[] = [
  messagingMigration('pathways'),
  bulkMigration('pathways'),
  importPrincipalMigration,
  CreatePathways1795262400000,
  CreateFacts1795262400001,
  AddGrants1795270000400,
  auditMigration('pathways'),
  PeopleData1795270000500,
];

export function createPathwaysApp(config: { database: DatabaseConfig }, platform: Platform): Promise<ServiceApp> {
  return createService(
    {
      name: 'pathways',
      auditTrail: 'pathwayAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: PathwaysModule,
      listeners: (app) => [...onAwards(app.get(HoldingService)), ...onCopies(app.get(CopyStore)), ...onPeople(app.get(PersonService))],
    },
    config,
    platform,
  );
}
