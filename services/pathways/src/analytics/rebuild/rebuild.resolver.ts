import { forbidden, GraphContext, userErrors } from '@cairn/subgraph';
import { Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Rebuilding } from './rebuilding.service.js';

/** Figures that are added up anew. */
@Resolver()
export class RebuildResolver {
  constructor(private readonly rebuilding: Rebuilding) {}

  @Query()
  async figureRebuild(@Context() { caller }: GraphContext) {
    const found = await this.rebuilding.read(caller);
    if (!found.ok) throw forbidden(found.refusals.map(({ message }) => message).join(' '));
    return found.value;
  }

  @Mutation()
  async rebuildFigures(@Context() { caller }: GraphContext) {
    const wanted = await this.rebuilding.want(caller);
    return wanted.ok ? { rebuild: wanted.value, userErrors: [] } : { rebuild: null, userErrors: userErrors(wanted.refusals) };
  }
}
