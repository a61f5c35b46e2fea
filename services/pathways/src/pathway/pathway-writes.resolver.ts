import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationCreatePathwayArgs, MutationDraftPathwayVersionArgs, MutationPublishPathwayVersionArgs } from '../schema.types.js';
import { type Drafted, PathwayDraftsService } from './pathway-drafts.service.js';
import { PathwayPublisherService } from './pathway-publisher.service.js';
import { PathwayLoads } from './pathway.loads.js';

@Resolver()
export class PathwayWritesResolver {
  constructor(
    private readonly drafts: PathwayDraftsService,
    private readonly publisher: PathwayPublisherService,
    private readonly loads: PathwayLoads,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async createPathway(@Args() { input }: MutationCreatePathwayArgs, @Context() context: GraphContext) {
    const { issuerId, access, ...rest } = input;
    const issuer = requireUuid('Issuer', issuerId);
    return this.drafted(context, await this.drafts.create(context.caller, { ...rest, issuer, access: access ?? 'PUBLIC' }));
  }

  @Mutation()
  async draftPathwayVersion(@Args() { input }: MutationDraftPathwayVersionArgs, @Context() context: GraphContext) {
    const { pathwayId, ...rest } = input;
    return this.drafted(context, await this.drafts.draft(context.caller, { ...rest, pathway: requireUuid('Pathway', pathwayId) }));
  }

  @Mutation()
  async publishPathwayVersion(@Args() { input }: MutationPublishPathwayVersionArgs, @Context() context: GraphContext) {
    const written = await this.publisher.publish(context.caller, requireUuid('PathwayVersion', input.id));
    const outcome = this.outcome(written);
    return { ...outcome, pathwayVersion: written.ok ? await this.loads.version(context, written.value.id) : null };
  }

  private async drafted(context: GraphContext, written: Drafted) {
    const outcome = this.outcome(written);
    if (!written.ok) return { ...outcome, pathway: null, pathwayVersion: null };
    const { id, draft } = written.value;
    const [pathway, pathwayVersion] = await Promise.all([this.loads.pathway(context, id), this.loads.version(context, draft)]);
    return { ...outcome, pathway, pathwayVersion };
  }

  private outcome(written: Decision<{ marks: Mark[] }>) {
    return written.ok
      ? { userErrors: [], position: encodePosition(this.tokens, written.value.marks) }
      : { userErrors: userErrors(written.refusals), position: null };
  }
}
