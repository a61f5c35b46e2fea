import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { AchievementDesignService, type Wrote } from '../achievement/achievement-design.service.js';
import { achievementNode } from '../achievement/achievement-node.js';
import { AchievementReader } from '../achievement/achievement.reader.js';
import type {
  MutationDraftAchievementVersionArgs,
  MutationPublishAchievementVersionArgs,
  MutationRetireAchievementVersionArgs,
  QueryAchievementVersionArgs,
  QueryAchievementVersionOnArgs,
} from '../schema.types.js';
import { AchievementPublishService } from './achievement-publish.service.js';
import { type AchievementVersionNode, achievementVersionNode } from './achievement-version-node.js';
import { AchievementVersionReader } from './achievement-version.reader.js';

@Resolver('AchievementVersion')
export class AchievementVersionResolver {
  constructor(
    private readonly design: AchievementDesignService,
    private readonly publication: AchievementPublishService,
    private readonly reader: AchievementVersionReader,
    private readonly achievements: AchievementReader,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  achievementVersion(@Args() { id }: QueryAchievementVersionArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @Query()
  async achievementVersionOn(@Args() { achievementId, on }: QueryAchievementVersionOnArgs, @Context() context: GraphContext) {
    const achievement = uuidOf('Achievement', achievementId);
    const version = achievement ? await this.reader.on(context, { achievement, day: on }) : undefined;
    return version ? achievementVersionNode(version) : null;
  }

  @Mutation()
  async draftAchievementVersion(@Args() { input }: MutationDraftAchievementVersionArgs, @Context() context: GraphContext) {
    const achievement = requireUuid('Achievement', input.achievementId);
    return this.payload(context, await this.design.draft(context.caller, achievement, input));
  }

  @Mutation()
  async publishAchievementVersion(@Args() { input }: MutationPublishAchievementVersionArgs, @Context() context: GraphContext) {
    const how = { kind: input.supersession ?? 'MATERIAL', graceUntil: input.graceUntil ?? null };
    return this.payload(context, await this.publication.publish(context.caller, requireUuid('AchievementVersion', input.id), how));
  }

  @Mutation()
  async retireAchievementVersion(@Args() { input }: MutationRetireAchievementVersionArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.publication.retire(context.caller, requireUuid('AchievementVersion', input.id)));
  }

  @ResolveField('achievement')
  async achievementOf(@Parent() { achievementId }: AchievementVersionNode, @Context() context: GraphContext) {
    const achievement = await this.achievements.load(context, achievementId);
    return achievement ? achievementNode(achievement) : null;
  }

  @ResolveField('supersession')
  async supersessionOf(@Parent() { supersedesId, supersession, graceUntil }: AchievementVersionNode, @Context() context: GraphContext) {
    if (supersedesId === null || supersession === null) return null;
    const version = await this.reader.load(context, supersedesId);
    return { version: version ? achievementVersionNode(version) : null, kind: supersession, graceUntil };
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.find(reference.id, context);
  }

  private async find(id: string, context: GraphContext): Promise<AchievementVersionNode | null> {
    const uuid = uuidOf('AchievementVersion', id);
    const version = uuid ? await this.reader.load(context, uuid) : undefined;
    return version ? achievementVersionNode(version) : null;
  }

  private async payload(context: GraphContext, written: Decision<Wrote>) {
    if (!written.ok) return { achievementVersion: null, userErrors: userErrors(written.refusals), position: null };
    this.reader.forget(context);
    this.achievements.forget(context);
    const version = await this.reader.load(context, written.value.version);
    return {
      achievementVersion: version ? achievementVersionNode(version) : null,
      userErrors: [],
      position: encodePosition(this.tokens, written.value.marks),
    };
  }
}
