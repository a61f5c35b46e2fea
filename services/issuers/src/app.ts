import { auditMigration } from '@cairn/audit';
import { readFetchingSettings } from '@cairn/fetching';
import { feedLagMigration, messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { publicId, requireUuid } from '@cairn/subgraph';
import { ApiClientService } from './api-client/api-client.service.js';
import { ApiClientEntity } from './api-client/api-client.entity.js';
import { IssuerEntity } from './issuer/issuer.entity.js';
import { IssuersModule } from './issuers.module.js';
import { MembershipService } from './member/membership.service.js';
import { MemberEntity } from './member/member.entity.js';
import { CreateIssuers1795262400000 } from './migrations/1795262400000-create-issuers.js';
import { People1795270000100 } from './migrations/1795270000100-people.js';
import { SignIn1795270000200 } from './migrations/1795270000200-sign-in.js';
import { Accounts, type NewAccount } from './sign-in/account/accounts.service.js';
import { DecisionRights1795280000100 } from './migrations/1795280000100-decision-rights.js';
import { StoredOperations1795270000300 } from './migrations/1795270000300-stored-operations.js';
import { ProvenKeys1795400000900 } from './migrations/1795400000900-proven-keys.js';
import { BulkOperations1795400007000 } from './migrations/1795400007000-bulk-operations.js';
import { TenantTopics1795400008500 } from './migrations/1795400008500-tenant-topics.js';
import { Webhooks1795400008000 } from './migrations/1795400008000-webhooks.js';
import { IssuerCalendar1795280004000 } from './migrations/1795280004000-issuer-calendar.js';
import { TenantEntity } from './tenant/tenant.entity.js';
import type { Calling } from './webhook/calling.js';

export const migrations: readonly Migration[] = [messagingMigration('issuers'), feedLagMigration('issuers'), CreateIssuers1795262400000, auditMigration('issuers'), People1795270000100, SignIn1795270000200, StoredOperations1795270000300, DecisionRights1795280000100, IssuerCalendar1795280004000, ProvenKeys1795400000900, BulkOperations1795400007000, Webhooks1795400008000, TenantTopics1795400008500];

export interface IssuersApp extends ServiceApp {
  /** On the first start of a registry: the operator's key, shown once. Null when there is one already. */
  ensureOperator(): Promise<{ key: string } | null>;
  /** An account whose address needs no proof, for the demo and for tests: its public id, of the one there is or a new one. */
  ensureAccount(account: NewAccount): Promise<string>;
  /** Lets an account sign in as a member of a tenant's staff; nothing when it does already. Ids are public ones. */
  linkAccount(link: { readonly tenant: string; readonly member: string; readonly account: string }): Promise<void>;
}

export interface IssuersConfig {
  readonly database: DatabaseConfig;
  /** How receivers of webhooks are called; left out: as CAIRN_FETCH_… say, by a thread of its own. */
  readonly calling?: Calling;
}

export async function createIssuersApp(config: IssuersConfig, platform: Platform): Promise<IssuersApp> {
  const app = await createService(
    {
      name: 'issuers',
      auditTrail: 'issuerAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: IssuersModule.with(config.calling ?? { fetching: readFetchingSettings(), thread: {} }),
      entities: [TenantEntity, IssuerEntity, MemberEntity, ApiClientEntity],
      listeners: () => [],
      givesRights: true,
    },
    config,
    platform,
  );
  return {
    ...app,
    ensureOperator: () => app.get(ApiClientService).ensureOperator(),
    async ensureAccount(account) {
      const made = await app.get(Accounts).ensure(account);
      if (!made.ok) throw new Error(made.refusals.map(({ message }) => message).join(' '));
      return publicId('Account', made.value);
    },
    async linkAccount({ tenant, member, account }) {
      await app.get(MembershipService).linkAccount(requireUuid('Tenant', tenant), requireUuid('Member', member), requireUuid('Account', account));
    },
  };
}
