import { auditorTenant, AuditReader } from '@cairn/service';
import { GraphContext } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import type { EarnerAuditTrailArgs } from '../schema.types.js';

/** `Earner.auditTrail`: for the person whatever is about him, for others as much as they may read of their tenant's trail. */
@Resolver('Earner')
export class EarnerTrailResolver {
  constructor(
    private readonly trail: AuditReader,
    private readonly nodes: EarnerNodes,
  ) {}

  @ResolveField()
  async auditTrail(@Parent() parent: EarnerNode, @Args() page: EarnerAuditTrailArgs, @Context() context: GraphContext) {
    const earner = await this.nodes.rowOf(parent, context);
    if (!earner) return null;
    const { account } = context.principal;
    if (account === null || earner.account !== account) auditorTenant(context);
    return this.trail.ofEarner(earner.tenant, earner.id, page);
  }
}
