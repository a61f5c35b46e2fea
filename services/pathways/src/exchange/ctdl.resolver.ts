import { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PathwayVersionNode } from '../pathway/pathway.loads.js';
import { CtdlService } from './ctdl.service.js';

@Resolver('PathwayVersion')
export class VersionCtdlResolver {
  constructor(private readonly service: CtdlService) {}

  @ResolveField()
  async ctdl(@Parent() version: PathwayVersionNode, @Context() context: GraphContext) {
    return (await this.exported(version, context)).document;
  }

  @ResolveField()
  async ctdlReport(@Parent() version: PathwayVersionNode, @Context() context: GraphContext) {
    return (await this.exported(version, context)).report.filter(({ outcome }) => outcome !== 'MAPPED');
  }

  private exported({ pathwayId, title, bare }: PathwayVersionNode, { principal }: GraphContext) {
    return this.service.of(principal, pathwayId, title, bare);
  }
}
