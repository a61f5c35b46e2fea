import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { GraphContext, optionalUuid, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type {
  MutationChangePathwayDraftArgs,
  MutationClosePathwayVersionArgs,
  MutationCreatePathwayArgs,
  MutationDraftPathwayVersionArgs,
  MutationPublishPathwayVersionArgs,
  MutationSetPathwayAccessArgs,
} from '../schema.types.js';
import { PathwayAccessService } from './pathway-access.service.js';
import { PathwayClosingService } from './pathway-closing.service.js';
import { type Drafted, PathwayDraftsService } from './pathway-drafts.service.js';
import { PathwayPublisherService } from './pathway-publisher.service.js';
import { PathwayLoads } from './pathway.loads.js';

@Resolver()
export class PathwayWritesResolver {
  constructor(
    private readonly drafts: PathwayDraftsService,
    private readonly publisher: PathwayPublisherService,
    private readonly closing: PathwayClosingService,
    private readonly access: PathwayAccessService,
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
    const preview = optionalUuid('PathwayPreview', input.previewId);
    return this.versionWritten(context, await this.publisher.publish(context.caller, requireUuid('PathwayVersion', input.id), preview));
  }

  @Mutation()
  async changePathwayDraft(@Args() { input }: MutationChangePathwayDraftArgs, @Context() context: GraphContext) {
    const written = await this.drafts.change(context.caller, { ...input, id: requireUuid('PathwayVersion', input.id) });
    return this.versionWritten(context, written.ok ? { ...written, value: { ...written.value, id: written.value.draft } } : written);
  }

  @Mutation()
  async closePathwayVersion(@Args() { input }: MutationClosePathwayVersionArgs, @Context() context: GraphContext) {
    return this.versionWritten(context, await this.closing.close(context.caller, requireUuid('PathwayVersion', input.id)));
  }

  @Mutation()
  async setPathwayAccess(@Args() { input }: MutationSetPathwayAccessArgs, @Context() context: GraphContext) {
    const written = await this.access.set(context.caller, requireUuid('Pathway', input.id), input);
    return { ...this.outcome(written), pathway: written.ok ? await this.loads.pathway(context, written.value.id) : null };
  }

  private async versionWritten(context: GraphContext, written: Decision<{ id: string; marks: Mark[] }>) {
    return { ...this.outcome(written), pathwayVersion: written.ok ? await this.loads.version(context, written.value.id) : null };
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
      ? { userErrors: [], position: written.value.marks.length > 0 ? encodePosition(this.tokens, written.value.marks) : null }
      : { userErrors: userErrors(written.refusals), position: null };
  }
}
