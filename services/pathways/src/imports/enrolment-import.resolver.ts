import { type Decision, OpaqueTokens } from '@cairn/access';
import { type ImportJob, importJobNode, ImportJobs } from '@cairn/bulk';
import { GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationCancelEnrolmentsImportArgs, MutationImportEnrolmentsArgs, QueryEnrolmentsImportArgs } from '../schema.types.js';

@Resolver()
export class EnrolmentImportResolver {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async enrolmentsImport(@Args() { id }: QueryEnrolmentsImportArgs, @Context() context: GraphContext) {
    const job = await this.jobs.findPublic(context.tenant, id);
    return job ? importJobNode('pathways', this.tokens, job) : null;
  }

  @Mutation()
  async importEnrolments(@Args() { input }: MutationImportEnrolmentsArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'enrolments', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async cancelEnrolmentsImport(@Args() { input }: MutationCancelEnrolmentsImportArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.cancel(context.caller, input.id));
  }

  private payload(asked: Decision<ImportJob>) {
    if (!asked.ok) return { job: null, userErrors: userErrors(asked.refusals) };
    return { job: importJobNode('pathways', this.tokens, asked.value), userErrors: [] };
  }
}
