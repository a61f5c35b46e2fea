import { OpaqueTokens } from '@cairn/access';
import { badInput, GraphContext, openPage, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type {
  MutationDeprecateSkillFrameworkArgs,
  QuerySkillFrameworkArgs,
  QuerySkillFrameworksArgs,
  SkillFrameworkDescriptionArgs,
  SkillFrameworkSkillsArgs,
  SkillFrameworkTitleArgs,
} from '../schema.types.js';
import { SkillReader } from '../skill/skill.reader.js';
import { skillNode } from '../skill/skill-node.js';
import { inLanguageOf } from './localized.js';
import { type SkillFrameworkNode, SkillFrameworkNodes } from './skill-framework-nodes.js';
import { SkillFrameworkReader } from './skill-framework.reader.js';
import { SkillFrameworkService } from './skill-framework.service.js';

@Resolver('SkillFramework')
export class SkillFrameworkResolver {
  constructor(
    private readonly frameworks: SkillFrameworkService,
    private readonly reader: SkillFrameworkReader,
    private readonly skills: SkillReader,
    private readonly nodes: SkillFrameworkNodes,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  skillFramework(@Args() { id }: QuerySkillFrameworkArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @Query()
  async skillFrameworks(@Args() args: QuerySkillFrameworksArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const { uri = null, states = null, mine = false } = args.filter ?? {};
    if ((states ?? []).length > 10) throw badInput('`states` has at most 10 values.');
    const identity = { list: 'skillFrameworks', tenant, filter: { uri, states, mine } };
    const page = openPage<[string]>(this.tokens, identity, args);
    const conditions = { tenant: mine ? tenant : null, uri, states };
    const rows = mine && tenant === null ? [] : await this.reader.page(context, conditions, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (row) => this.nodes.of(row), keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async deprecateSkillFramework(@Args() { input }: MutationDeprecateSkillFrameworkArgs, @Context() context: GraphContext) {
    const done = await this.frameworks.deprecate(context.caller, requireUuid('SkillFramework', input.id));
    if (!done.ok) return { skillFramework: null, userErrors: userErrors(done.refusals), position: null };
    this.reader.forget(context);
    return { skillFramework: await this.find(input.id, context), userErrors: [], position: null };
  }

  @ResolveField('title')
  titleOf(@Parent() { document, uri }: SkillFrameworkNode, @Args() { languages }: SkillFrameworkTitleArgs) {
    return inLanguageOf(document.titles, languages, document.language) ?? { text: uri, language: 'und' };
  }

  @ResolveField('description')
  descriptionOf(@Parent() { document }: SkillFrameworkNode, @Args() { languages }: SkillFrameworkDescriptionArgs) {
    return inLanguageOf(document.descriptions, languages, document.language);
  }

  @ResolveField('skills')
  async skillsOf(@Parent() { uuid, generation, tenant }: SkillFrameworkNode, @Args() args: SkillFrameworkSkillsArgs, @Context() context: GraphContext) {
    const top = args.top ?? false;
    const identity = { list: `skills:${uuid}:${generation}`, tenant: context.principal.tenant, filter: top };
    const page = openPage<[number]>(this.tokens, identity, args);
    const asked = { tenant, framework: uuid, generation, top, after: page.after?.[0] ?? 0, limit: page.limit };
    const rows = await this.skills.page(context, asked);
    return toConnection(this.tokens, identity, page, rows, { node: skillNode, keysOf: ({ number }) => [number] });
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.find(reference.id, context);
  }

  private async find(id: string, context: GraphContext): Promise<SkillFrameworkNode | null> {
    const uuid = uuidOf('SkillFramework', id);
    const framework = uuid ? await this.reader.load(context, uuid) : undefined;
    return framework ? this.nodes.of(framework) : null;
  }
}
