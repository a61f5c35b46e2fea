import { OpaqueTokens } from '@cairn/access';
import { ServiceFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CredentialStore } from '../credential/credential.store.js';

/** The slice of the change feed that this service owns. */
@Injectable()
export class FeedService extends ServiceFeed {
  constructor(database: Database, tokens: OpaqueTokens, credentials: CredentialStore) {
    super(database, { service: 'verification', tokens, stores: { CREDENTIAL: credentials } });
  }
}
