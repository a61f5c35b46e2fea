import { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EarnerNode, EarnerNodes } from '../../earner/earner-nodes.js';
import { misconductNode } from './misconduct-node.js';
import { MisconductViewService } from './misconduct-view.service.js';

/** `Earner.misconductCases`. */
@Resolver('Earner')
export class MisconductOwnerResolver {
  constructor(
    private readonly views: MisconductViewService,
    private readonly nodes: EarnerNodes,
  ) {}

  @ResolveField()
  async misconductCases(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    const seen = row && (await this.views.ofEarner(context.principal, row));
    return seen?.map(misconductNode) ?? null;
  }
}
