import { OpaqueTokens } from '@cairn/access';
import { ServiceFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { AwardStore } from '../award/award.store.js';
import { EarnerStore } from '../earner/earner.store.js';

/** The slice of the change feed that this service owns. */
@Injectable()
export class FeedService extends ServiceFeed {
  constructor(database: Database, tokens: OpaqueTokens, earners: EarnerStore, awards: AwardStore) {
    super(database, { service: 'earners', tokens, stores: { EARNER: earners, AWARD: awards } });
  }
}
