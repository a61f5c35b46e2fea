import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationEraseEarnerArgs } from '../schema.types.js';
import { type Erasure, progressOf } from './erasure.js';
import { ErasureService } from './erasure.service.js';

/** Erasing persons, and how far it has come. */
@Resolver('Earner')
export class ErasureResolver {
  constructor(
    private readonly erasures: ErasureService,
    private readonly nodes: EarnerNodes,
  ) {}

  @Mutation()
  async eraseEarner(@Args() { input }: MutationEraseEarnerArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.erasures.erase(context.caller, requireUuid('Earner', input.earnerId), input.reason));
  }

  @ResolveField()
  async erasure(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (row?.state !== 'ERASED') return null;
    const found = await context.loader<string, Erasure>('erasures of earners', (ids) => this.erasures.of(row.tenant, ids)).load(row.id);
    return found ? progressOf(found) : null;
  }
}
