import { type Decision, OpaqueTokens } from '@cairn/access';
import { type ImportJob, importJobNode, ImportJobs } from '@cairn/bulk';
import { GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationCancelAchievementsImportArgs, MutationImportAchievementsArgs, QueryAchievementsImportArgs } from '../schema.types.js';

@Resolver()
export class AchievementImportResolver {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async achievementsImport(@Args() { id }: QueryAchievementsImportArgs, @Context() context: GraphContext) {
    const job = await this.jobs.findPublic(context.tenant, id);
    return job ? importJobNode('achievements', this.tokens, job) : null;
  }

  @Mutation()
  async importAchievements(@Args() { input }: MutationImportAchievementsArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'achievements', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async cancelAchievementsImport(@Args() { input }: MutationCancelAchievementsImportArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.cancel(context.caller, input.id));
  }

  private payload(asked: Decision<ImportJob>) {
    if (!asked.ok) return { job: null, userErrors: userErrors(asked.refusals) };
    return { job: importJobNode('achievements', this.tokens, asked.value), userErrors: [] };
  }
}
