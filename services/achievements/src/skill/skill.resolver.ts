import { OpaqueTokens } from '@cairn/access';
import { badInput, GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { QuerySkillArgs, SkillDescriptionArgs, SkillNameArgs, SkillNarrowerArgs } from '../schema.types.js';
import { inLanguageOf } from '../skill-framework/localized.js';
import { SkillFrameworkNodes } from '../skill-framework/skill-framework-nodes.js';
import { SkillFrameworkReader } from '../skill-framework/skill-framework.reader.js';
import { isAbove, isBelow, type Skill, type SkillEnd } from './skill.js';
import { SkillReader } from './skill.reader.js';
import { type SkillNode, skillNode } from './skill-node.js';

const endsMax = 100;

@Resolver('Skill')
export class SkillResolver {
  constructor(
    private readonly reader: SkillReader,
    private readonly frameworks: SkillFrameworkReader,
    private readonly frameworkNodes: SkillFrameworkNodes,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query('skill')
  async one(@Args() { id, uri }: QuerySkillArgs, @Context() context: GraphContext) {
    if ((id == null) === (uri == null)) throw badInput('State either `id` or `uri`.');
    if (id != null) return this.find(id, context);
    const skill = await this.reader.byUri(context, uri ?? '');
    return skill ? skillNode(skill) : null;
  }

  @ResolveField('name')
  nameOf(@Parent() { skill }: SkillNode, @Args() { languages }: SkillNameArgs) {
    return inLanguageOf(skill.text.names, languages, skill.language) ?? { text: skill.text.uri, language: 'und' };
  }

  @ResolveField('description')
  descriptionOf(@Parent() { skill }: SkillNode, @Args() { languages }: SkillDescriptionArgs) {
    return inLanguageOf(skill.text.descriptions, languages, skill.language);
  }

  @ResolveField('framework')
  async frameworkOf(@Parent() { skill }: SkillNode, @Context() context: GraphContext) {
    const framework = await this.frameworks.load(context, skill.framework);
    return framework ? this.frameworkNodes.of(framework) : null;
  }

  @ResolveField('broader')
  async broaderOf(@Parent() { skill }: SkillNode, @Context() context: GraphContext) {
    const above = (await this.reader.ends(context, skill)).filter(isAbove).slice(0, endsMax);
    const found = await Promise.all(above.map(({ uri }) => this.reader.otherEnd(context, skill, uri)));
    return found.filter((one) => one !== undefined).map(skillNode);
  }

  @ResolveField('narrower')
  async narrowerOf(@Parent() { skill }: SkillNode, @Args() args: SkillNarrowerArgs, @Context() context: GraphContext) {
    const { tenant, framework, generation, text } = skill;
    const identity = { list: `narrower:${skill.id}:${generation}`, tenant: context.principal.tenant };
    const page = openPage<[number]>(this.tokens, identity, args);
    const rows = await this.reader.narrower(context, { tenant, framework, generation, uri: text.uri, after: page.after?.[0] ?? 0, limit: page.limit });
    return toConnection(this.tokens, identity, page, rows, { node: skillNode, keysOf: ({ number }) => [number] });
  }

  @ResolveField('ancestors')
  async ancestorsOf(@Parent() { skill }: SkillNode, @Context() context: GraphContext) {
    return (await this.reader.ancestors(context, skill)).map(skillNode);
  }

  @ResolveField('exactMatches')
  async exactMatchesOf(@Parent() { skill }: SkillNode, @Context() context: GraphContext) {
    const ends = (await this.reader.ends(context, skill)).filter(({ kind }) => kind === 'EXACT_MATCH');
    return Promise.all(ends.slice(0, endsMax).map((end) => this.link(context, skill, end)));
  }

  @ResolveField('related')
  async relatedOf(@Parent() { skill }: SkillNode, @Context() context: GraphContext) {
    const framework = await this.frameworks.load(context, skill.framework);
    const ends = (await this.reader.ends(context, skill)).filter((end) => end.kind !== 'EXACT_MATCH' && !isBelow(end) && end.uri !== framework?.uri);
    const links = await Promise.all(ends.map((end) => this.link(context, skill, end)));
    return links.filter((link, at) => link.skill === null || !isAbove(ends[at] as SkillEnd)).slice(0, endsMax);
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.find(reference.id, context);
  }

  private async link(context: GraphContext, from: Skill, { kind, inverse, uri }: SkillEnd) {
    const skill = await this.reader.otherEnd(context, from, uri);
    return { kind, inverse, uri, skill: skill ? skillNode(skill) : null };
  }

  private async find(id: string, context: GraphContext): Promise<SkillNode | null> {
    const uuid = uuidOf('Skill', id);
    const skill = uuid ? await this.reader.byId(context, uuid) : undefined;
    return skill ? skillNode(skill) : null;
  }
}
