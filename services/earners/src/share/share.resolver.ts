import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import type { AwardNode } from '../award/award-node.js';
import type { MutationEndShareArgs, MutationShareAwardArgs } from '../schema.types.js';
import type { Share } from './share.js';
import { ShareService } from './share.service.js';

/** `Award.shares`, and what makes and ends them. */
@Resolver('Award')
export class ShareResolver {
  constructor(
    private readonly service: ShareService,
    private readonly loading: AwardLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @ResolveField()
  async shares(@Parent() { row }: AwardNode, @Context() context: GraphContext) {
    if (!row.mine) return null;
    const { principal } = context;
    const found = await context.loader<string, Share[]>('shares of awards', (awards) => this.service.of(principal, awards)).load(row.id);
    return (found ?? []).map((share) => this.node(share));
  }

  @Mutation()
  async shareAward(@Args() { input }: MutationShareAwardArgs, @Context() context: GraphContext) {
    const award = requireUuid('Award', input.awardId);
    const evidence = (input.evidenceIds ?? []).map((id) => requireUuid('Evidence', id));
    const opened = await this.service.open(context.caller, award, { evidence, until: input.until ? new Date(input.until) : null });
    if (!opened.ok) return { share: null, link: null, award: null, userErrors: userErrors(opened.refusals), position: null };
    const { share, link, marks } = opened.value;
    return { share: this.node(share), link, award: this.loading.byUuid(award, context), userErrors: [], position: encodePosition(this.tokens, marks) };
  }

  @Mutation()
  async endShare(@Args() { input }: MutationEndShareArgs, @Context() context: GraphContext) {
    const ended = await this.service.end(context.caller, requireUuid('Share', input.shareId));
    if (!ended.ok) return { share: null, award: null, userErrors: userErrors(ended.refusals), position: null };
    const { share, award, marks } = ended.value;
    return { share: this.node(share), award: this.loading.byUuid(award, context), userErrors: [], position: encodePosition(this.tokens, marks) };
  }

  private node(share: Share) {
    const { id, evidence, until, openedAt, endedAt } = share;
    return { id: publicId('Share', id), state: this.service.stateOf(share), evidenceIds: evidence.map((one) => publicId('Evidence', one)), until, openedAt, endedAt };
  }
}
