import { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Alignment } from '../achievement-version/achievement-version.js';
import { skillNode } from './skill-node.js';
import { SkillReader } from './skill.reader.js';

/** The skill that an alignment names; an alignment holds an address, whether or not anybody imported what is behind it. */
@Resolver('Alignment')
export class AlignmentResolver {
  constructor(private readonly skills: SkillReader) {}

  @ResolveField('skill')
  async skillOf(@Parent() { targetUrl }: Alignment, @Context() context: GraphContext) {
    const skill = await this.skills.byUri(context, targetUrl);
    return skill ? skillNode(skill) : null;
  }
}
