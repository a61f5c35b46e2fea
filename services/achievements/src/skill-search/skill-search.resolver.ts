import { OpaqueTokens } from '@cairn/access';
import { badInput, GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { QuerySkillsArgs } from '../schema.types.js';
import { SkillReader } from '../skill/skill.reader.js';
import { skillNode } from '../skill/skill-node.js';
import { SkillSearchService } from './skill-search.service.js';

const textMax = 200;

/** Skills by name. */
@Resolver()
export class SkillSearchResolver {
  constructor(
    private readonly found: SkillSearchService,
    private readonly skills: SkillReader,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query('skills')
  async search(@Args() args: QuerySkillsArgs, @Context() context: GraphContext) {
    const text = args.filter.text.trim();
    if (text === '' || text.length > textMax) throw badInput(`\`text\` has 1 to ${textMax} characters.`);
    const { tenant } = context.principal;
    const { framework } = args.filter;
    const identity = { list: 'skills', tenant, filter: { text, framework } };
    const page = openPage<[number, string, string]>(this.tokens, identity, args);
    const after = page.after && { rank: page.after[0], name: page.after[1], id: page.after[2] };
    const uuid = framework == null ? null : uuidOf('SkillFramework', framework);
    const found = uuid === undefined ? [] : await this.found.find(tenant, text, uuid, after, page.limit);
    const read = await Promise.all(found.map(async (one) => ({ one, skill: await this.skills.byId(context, one.id) })));
    const rows = read.flatMap(({ one, skill }) => (skill ? [{ one, skill }] : []));
    return toConnection(this.tokens, identity, page, rows, { node: ({ skill }) => skillNode(skill), keysOf: ({ one }) => [one.rank, one.name, one.id] });
  }
}
