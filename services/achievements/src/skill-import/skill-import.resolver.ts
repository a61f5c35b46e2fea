import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { MutationAdoptSkillFrameworkArgs, MutationImportSkillFrameworkArgs, QuerySkillFrameworkJobArgs } from '../schema.types.js';
import { SkillFrameworkReader } from '../skill-framework/skill-framework.reader.js';
import { SkillFrameworkNodes } from '../skill-framework/skill-framework-nodes.js';
import type { SkillJob } from './skill-job.js';
import { type SkillJobNode, skillJobNode } from './skill-job-node.js';
import { SkillImportService } from './skill-import.service.js';

/** Imports and adoptions of frameworks. */
@Resolver('SkillFrameworkJob')
export class SkillImportResolver {
  constructor(
    private readonly imports: SkillImportService,
    private readonly frameworks: SkillFrameworkReader,
    private readonly nodes: SkillFrameworkNodes,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async skillFrameworkJob(@Args() { id }: QuerySkillFrameworkJobArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('ImportJob', id);
    const job = uuid === undefined ? undefined : await this.imports.find(context.tenant, uuid);
    return job ? skillJobNode(job) : null;
  }

  @Mutation()
  async importSkillFramework(@Args() { input }: MutationImportSkillFrameworkArgs, @Context() context: GraphContext) {
    return this.payload(await this.imports.import(context.caller, input));
  }

  @Mutation()
  async adoptSkillFramework(@Args() { input }: MutationAdoptSkillFrameworkArgs, @Context() context: GraphContext) {
    return this.payload(await this.imports.adopt(context.caller, requireUuid('SkillFramework', input.id), input));
  }

  @ResolveField('framework')
  async frameworkOf(@Parent() { frameworkId }: SkillJobNode, @Context() context: GraphContext) {
    const framework = frameworkId === null ? undefined : await this.frameworks.load(context, frameworkId);
    return framework ? this.nodes.of(framework) : null;
  }

  @ResolveField('position')
  positionOf(@Parent() { marks }: SkillJobNode) {
    return marks.length > 0 ? encodePosition(this.tokens, [...marks]) : null;
  }

  private payload(asked: Decision<SkillJob>) {
    if (!asked.ok) return { job: null, userErrors: userErrors(asked.refusals) };
    return { job: skillJobNode(asked.value), userErrors: [] };
  }
}
