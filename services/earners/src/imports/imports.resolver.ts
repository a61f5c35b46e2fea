import { type Decision, OpaqueTokens } from '@cairn/access';
import { type ImportJob, importJobNode, ImportJobs } from '@cairn/bulk';
import { GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationCancelEarnersImportArgs, MutationImportAwardsArgs, MutationImportCreditEntriesArgs, MutationImportEarnersArgs, MutationImportRosterFileArgs, MutationImportStatisticsGroupsArgs, QueryEarnersImportArgs } from '../schema.types.js';

/** Background imports of earners, awards, rosters, credit entries and what people say of themselves. */
@Resolver()
export class ImportsResolver {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async earnersImport(@Args() { id }: QueryEarnersImportArgs, @Context() context: GraphContext) {
    const job = await this.jobs.findPublic(context.tenant, id);
    return job ? importJobNode('earners', this.tokens, job) : null;
  }

  @Mutation()
  async importEarners(@Args() { input }: MutationImportEarnersArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'earners', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async importAwards(@Args() { input }: MutationImportAwardsArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'awards', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async importRosterFile(@Args() { input }: MutationImportRosterFileArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'roster', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async importCreditEntries(@Args() { input }: MutationImportCreditEntriesArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'credit-entries', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async importStatisticsGroups(@Args() { input }: MutationImportStatisticsGroupsArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'statistics-groups', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async cancelEarnersImport(@Args() { input }: MutationCancelEarnersImportArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.cancel(context.caller, input.id));
  }

  private payload(asked: Decision<ImportJob>) {
    if (!asked.ok) return { job: null, userErrors: userErrors(asked.refusals) };
    return { job: importJobNode('earners', this.tokens, asked.value), userErrors: [] };
  }
}
