import { OpaqueTokens } from '@cairn/access';
import { ServiceFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { IssuerStore } from '../issuer/issuer.store.js';
import { TenantStore } from '../tenant/tenant.store.js';

/** The slice of the change feed that this service owns. */
@Injectable()
export class FeedService extends ServiceFeed {
  constructor(database: Database, tokens: OpaqueTokens, tenants: TenantStore, issuers: IssuerStore) {
    super(database, { service: 'issuers', tokens, stores: { TENANT: tenants, ISSUER: issuers } });
  }
}
