import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { changePage, GraphContext, pageSize, uuidOf } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CompletionStore } from '../completion/completion.store.js';
import { EnrolmentLoads } from '../enrolment/enrolment.loads.js';
import { EnrolmentStore } from '../enrolment/enrolment.store.js';
import { PathwayLoads } from '../pathway/pathway.loads.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import type { QueryPathwayChangesArgs } from '../schema.types.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    tokens: OpaqueTokens,
    private readonly pathways: PathwayLoads,
    private readonly enrolments: EnrolmentLoads,
    pathwayStore: PathwayStore,
    enrolmentStore: EnrolmentStore,
    completionStore: CompletionStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'pathways',
      tokens,
      snapshot: [
        { type: 'PATHWAY', page: (tx, tenant, after, limit) => pathwayStore.snapshot(tx, tenant, after, limit) },
        { type: 'ENROLMENT', page: (tx, tenant, after, limit) => enrolmentStore.snapshot(tx, tenant, after, limit) },
        { type: 'COMPLETION', page: (tx, tenant, after, limit) => completionStore.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  @Query()
  async pathwayChanges(@Args() { after, types, first }: QueryPathwayChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const page = await this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, after, types, first: pageSize(first) }));
    return changePage(page, {
      PATHWAY: (id) => this.pathways.pathway(context, uuidOf('Pathway', id) ?? ''),
      ENROLMENT: (id) => this.enrolments.enrolment(context, uuidOf('Enrolment', id) ?? ''),
      COMPLETION: (id) => this.enrolments.completion(context, uuidOf('Completion', id) ?? ''),
    });
  }
}
