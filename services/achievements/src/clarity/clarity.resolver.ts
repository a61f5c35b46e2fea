import { type ClarityFact, factLabels } from '@cairn/clarity';
import { badInput, GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type AchievementVersionNode, achievementVersionNode } from '../achievement-version/achievement-version-node.js';
import type { QueryCompareAchievementsArgs } from '../schema.types.js';
import { clarityCard } from './clarity-card.js';
import { comparisonOf } from './comparison.js';
import type { Described } from './described.js';
import { DescribedReader } from './described.reader.js';

const cardOf = ({ version, issuer }: Described) => clarityCard(version, issuer);

@Resolver('AchievementVersion')
export class ClarityResolver {
  constructor(private readonly reader: DescribedReader) {}

  @ResolveField('clarityCard')
  async cardOf(@Parent() { id }: AchievementVersionNode, @Context() context: GraphContext) {
    const described = await this.reader.version(context, requireUuid('AchievementVersion', id));
    return described ? cardOf(described) : null;
  }

  @Query('compareAchievements')
  async compare(@Args() { ids }: QueryCompareAchievementsArgs, @Context() context: GraphContext) {
    if (ids.length < 2 || ids.length > 10 || new Set(ids).size < ids.length) throw badInput('Compare 2 to 10 definitions, each once.');
    const all = (await Promise.all(ids.map((id) => this.reader.byId(context, id)))).filter((one) => one !== undefined);
    if (all.length < ids.length) return null;
    const cards = all.map(cardOf);
    return { columns: all.map(({ version }, column) => ({ achievementVersion: achievementVersionNode(version), clarityCard: cards[column] })), rows: comparisonOf(cards) };
  }
}

@Resolver('ClarityFact')
export class ClarityFactResolver {
  @ResolveField('label')
  label(@Parent() { fact }: ClarityFact) {
    return factLabels[fact];
  }
}
