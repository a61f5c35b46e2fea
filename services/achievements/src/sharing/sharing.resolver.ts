import type { Decision } from '@cairn/access';
import { GraphContext, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type AchievementNode, achievementNode } from '../achievement/achievement-node.js';
import { AchievementReader } from '../achievement/achievement.reader.js';
import type { MutationShareAchievementArgs, MutationUnshareAchievementArgs } from '../schema.types.js';
import { SharingService } from './sharing.service.js';
import type { Share } from './sharing.store.js';

@Resolver('Achievement')
export class SharingResolver {
  constructor(
    private readonly sharing: SharingService,
    private readonly reader: AchievementReader,
  ) {}

  @Mutation()
  async shareAchievement(@Args() { input }: MutationShareAchievementArgs, @Context() context: GraphContext) {
    const [achievement, partnership] = idsOf(input);
    return this.payload(context, await this.sharing.share(context.caller, achievement, partnership));
  }

  @Mutation()
  async unshareAchievement(@Args() { input }: MutationUnshareAchievementArgs, @Context() context: GraphContext) {
    const [achievement, partnership] = idsOf(input);
    return this.payload(context, await this.sharing.unshare(context.caller, achievement, partnership));
  }

  /** With whom a tenant shares is its own business. */
  @ResolveField('shares')
  async sharesOf(@Parent() parent: AchievementNode, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    if (tenant === null || parent.tenant !== tenant) return null;
    const loader = context.loader<string, Share[]>(SharingResolver, async (ids) => {
      const shares = await this.sharing.of(tenant, ids);
      return ids.map((id) => shares.filter(({ achievement }) => achievement === id));
    });
    const shares = (await loader.load(requireUuid('Achievement', parent.id))) ?? [];
    return shares.map(({ partnership, sharedAt }) => ({ partnershipId: publicId('Partnership', partnership), sharedAt }));
  }

  private async payload(context: GraphContext, decided: Decision<{ achievement: string }>) {
    if (!decided.ok) return { achievement: null, userErrors: userErrors(decided.refusals) };
    const achievement = await this.reader.load(context, decided.value.achievement);
    return { achievement: achievement ? achievementNode(achievement) : null, userErrors: [] };
  }
}

const idsOf = ({ achievementId, partnershipId }: { achievementId: string; partnershipId: string }) =>
  [requireUuid('Achievement', achievementId), requireUuid('Partnership', partnershipId)] as const;
