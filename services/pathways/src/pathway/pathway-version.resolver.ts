import type { LocalisedText, PathwayNode } from '@cairn/requirements';
import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { achievementRef, PathwayLoads, type PathwayVersionNode } from './pathway.loads.js';

@Resolver('PathwayVersion')
export class PathwayVersionResolver {
  constructor(private readonly loads: PathwayLoads) {}

  @ResolveField()
  pathway(@Parent() { pathwayId }: PathwayVersionNode, @Context() context: GraphContext) {
    return this.loads.pathway(context, pathwayId);
  }

  @ResolveField()
  requirements(@Parent() { bare }: PathwayVersionNode) {
    return bare.requirements.map((node: PathwayNode) => ({
      id: node.id,
      kind: node.kind,
      title: textOf(node.title),
      achievement: node.kind === 'award' ? achievementRef(node.achievement) : null,
    }));
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    const uuid = uuidOf('PathwayVersion', id);
    return uuid ? this.loads.version(context, uuid) : null;
  }
}

/** One text of a localised one: English where there is some, else the first. */
export function textOf(text: LocalisedText | null | undefined): string | null {
  if (text === null || text === undefined || typeof text === 'string') return text ?? null;
  return text.en ?? Object.values(text)[0] ?? null;
}
