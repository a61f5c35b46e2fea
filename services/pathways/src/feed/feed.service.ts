import { OpaqueTokens } from '@cairn/access';
import { ServiceFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CompletionStore } from '../completion/completion.store.js';
import { EnrolmentStore } from '../enrolment/enrolment.store.js';
import { PathwayStore } from '../pathway/pathway.store.js';

/** The slice of the change feed that this service owns. */
@Injectable()
export class FeedService extends ServiceFeed {
  constructor(database: Database, tokens: OpaqueTokens, pathways: PathwayStore, enrolments: EnrolmentStore, completions: CompletionStore) {
    super(database, { service: 'pathways', tokens, stores: { PATHWAY: pathways, ENROLMENT: enrolments, COMPLETION: completions } });
  }
}
