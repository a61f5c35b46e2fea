import { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EarnerNode, EarnerNodes } from '../../earner/earner-nodes.js';
import { appealNode } from './appeal-node.js';
import { AppealViewService } from './appeal-view.service.js';

/** `Earner.appeals`. */
@Resolver('Earner')
export class AppealOwnerResolver {
  constructor(
    private readonly views: AppealViewService,
    private readonly nodes: EarnerNodes,
  ) {}

  @ResolveField()
  async appeals(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    const seen = row && (await this.views.ofEarner(context.principal, row));
    return seen?.map(appealNode) ?? null;
  }
}
