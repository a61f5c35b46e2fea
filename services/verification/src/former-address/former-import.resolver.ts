import { type Decision, OpaqueTokens } from '@cairn/access';
import { type ImportJob, importJobNode, ImportJobs } from '@cairn/bulk';
import { GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationCancelFormerDocumentsImportArgs, MutationImportFormerDocumentsArgs, QueryFormerDocumentsImportArgs } from '../schema.types.js';

@Resolver()
export class FormerImportResolver {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async formerDocumentsImport(@Args() { id }: QueryFormerDocumentsImportArgs, @Context() context: GraphContext) {
    const job = await this.jobs.findPublic(context.tenant, id);
    return job ? importJobNode('verification', this.tokens, job) : null;
  }

  @Mutation()
  async importFormerDocuments(@Args() { input }: MutationImportFormerDocumentsArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.request(context.caller, 'former-documents', { ...input, dryRun: input.dryRun ?? false }));
  }

  @Mutation()
  async cancelFormerDocumentsImport(@Args() { input }: MutationCancelFormerDocumentsImportArgs, @Context() context: GraphContext) {
    return this.payload(await this.jobs.cancel(context.caller, input.id));
  }

  private payload(asked: Decision<ImportJob>) {
    if (!asked.ok) return { job: null, userErrors: userErrors(asked.refusals) };
    return { job: importJobNode('verification', this.tokens, asked.value), userErrors: [] };
  }
}
