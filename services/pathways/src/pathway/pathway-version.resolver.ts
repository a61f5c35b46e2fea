import type { Node } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { GraphContext, uuidOf } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { achievementRef } from './achievement-ref.js';
import { textOf } from './one-text.js';
import { PathwayLoads, type PathwayVersionNode } from './pathway.loads.js';

@Resolver('PathwayVersion')
export class PathwayVersionResolver {
  constructor(
    private readonly loads: PathwayLoads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField()
  pathway(@Parent() { pathwayId }: PathwayVersionNode, @Context() context: GraphContext) {
    return this.loads.pathway(context, pathwayId);
  }

  @ResolveField()
  requirements(@Parent() { bare }: PathwayVersionNode) {
    const nodes = bare.requirements.filter((part): part is Node => !('before' in part));
    return nodes.map((node) => ({
      id: node.id,
      kind: node.kind,
      title: textOf(node.title),
      achievement: node.kind === 'award' ? achievementRef(node.achievement) : null,
    }));
  }

  /** A closed version is retired once nobody can complete it any more. */
  @ResolveField()
  state(@Parent() { state, bare }: PathwayVersionNode) {
    const until = bare.versioning?.teachOutUntil;
    return state === 'CLOSED' && until !== undefined && until <= today(this.clock) ? 'RETIRED' : state;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    const uuid = uuidOf('PathwayVersion', id);
    return uuid ? this.loads.version(context, uuid) : null;
  }
}
