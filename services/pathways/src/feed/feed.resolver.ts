import { changePage, GraphContext, uuidOf } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { EnrolmentLoads } from '../enrolment/enrolment.loads.js';
import { PathwayLoads } from '../pathway/pathway.loads.js';
import type { QueryPathwayChangesArgs } from '../schema.types.js';
import { FeedService } from './feed.service.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  constructor(
    private readonly feed: FeedService,
    private readonly pathways: PathwayLoads,
    private readonly enrolments: EnrolmentLoads,
  ) {}

  @Query()
  async pathwayChanges(@Args() { after, types, first }: QueryPathwayChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    context.readWhole(first);
    const page = await this.feed.page(tenant, { after, types, first });
    return changePage(page, {
      PATHWAY: (id) => this.pathways.pathway(context, uuidOf('Pathway', id) ?? ''),
      ENROLMENT: (id) => this.enrolments.enrolment(context, uuidOf('Enrolment', id) ?? ''),
      COMPLETION: (id) => this.enrolments.completion(context, uuidOf('Completion', id) ?? ''),
    });
  }
}
