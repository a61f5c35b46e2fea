import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, openPage, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { achievementVersionNode } from '../achievement-version/achievement-version-node.js';
import { AchievementVersionReader } from '../achievement-version/achievement-version.reader.js';
import type {
  AchievementVersionOnArgs,
  AchievementVersionsArgs,
  MutationArchiveAchievementArgs,
  MutationCreateAchievementArgs,
  MutationRestoreAchievementArgs,
  QueryAchievementArgs,
} from '../schema.types.js';
import { AchievementArchiveService } from './achievement-archive.service.js';
import { AchievementDesignService, type Wrote } from './achievement-design.service.js';
import { type AchievementNode, achievementNode } from './achievement-node.js';
import { AchievementReader } from './achievement.reader.js';

@Resolver('Achievement')
export class AchievementResolver {
  constructor(
    private readonly design: AchievementDesignService,
    private readonly archive: AchievementArchiveService,
    private readonly reader: AchievementReader,
    private readonly versionReader: AchievementVersionReader,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  achievement(@Args() { id }: QueryAchievementArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @Mutation()
  async createAchievement(@Args() { input }: MutationCreateAchievementArgs, @Context() context: GraphContext) {
    const created: Decision<Wrote> = await this.design.create(context.caller, requireUuid('Issuer', input.issuerId), input);
    if (!created.ok) return { achievement: null, achievementVersion: null, userErrors: userErrors(created.refusals), position: null };
    this.reader.forget(context);
    const { achievement, version, marks } = created.value;
    const [made, draft] = await Promise.all([this.reader.load(context, achievement), this.versionReader.load(context, version)]);
    return {
      achievement: made ? achievementNode(made) : null,
      achievementVersion: draft ? achievementVersionNode(draft) : null,
      userErrors: [],
      position: encodePosition(this.tokens, marks),
    };
  }

  @Mutation()
  archiveAchievement(@Args() { input }: MutationArchiveAchievementArgs, @Context() context: GraphContext) {
    return this.setArchived(context, input.id, true);
  }

  @Mutation()
  restoreAchievement(@Args() { input }: MutationRestoreAchievementArgs, @Context() context: GraphContext) {
    return this.setArchived(context, input.id, false);
  }

  @ResolveField('versionOn')
  async versionOnDay(@Parent() { id }: AchievementNode, @Args() { date }: AchievementVersionOnArgs, @Context() context: GraphContext) {
    const version = await this.versionReader.on(context, { achievement: requireUuid('Achievement', id), day: date });
    return version ? achievementVersionNode(version) : null;
  }

  @ResolveField('currentVersion')
  async currentVersionOf(@Parent() { currentVersionId }: AchievementNode, @Context() context: GraphContext) {
    const version = currentVersionId === null ? undefined : await this.versionReader.load(context, currentVersionId);
    return version ? achievementVersionNode(version) : null;
  }

  @ResolveField('versions')
  async versionsOf(@Parent() parent: AchievementNode, @Args() args: AchievementVersionsArgs, @Context() context: GraphContext) {
    const identity = { list: `versions:${parent.id}`, tenant: context.principal.tenant };
    const page = openPage<[number]>(this.tokens, identity, args);
    const achievement = requireUuid('Achievement', parent.id);
    const rows = await this.versionReader.page(context, { achievement, before: page.after?.[0] ?? null, limit: page.limit });
    return toConnection(this.tokens, identity, page, rows, { node: achievementVersionNode, keysOf: ({ number }) => [number] });
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.find(reference.id, context);
  }

  private async setArchived(context: GraphContext, id: string, archived: boolean) {
    const set = await this.archive.set(context.caller, requireUuid('Achievement', id), archived);
    if (!set.ok) return { achievement: null, userErrors: userErrors(set.refusals), position: null };
    this.reader.forget(context);
    const position = set.value.length > 0 ? encodePosition(this.tokens, set.value) : null;
    return { achievement: await this.find(id, context), userErrors: [], position };
  }

  private async find(id: string, context: GraphContext): Promise<AchievementNode | null> {
    const uuid = uuidOf('Achievement', id);
    const achievement = uuid ? await this.reader.load(context, uuid) : undefined;
    return achievement ? achievementNode(achievement) : null;
  }
}
