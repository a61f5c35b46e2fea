import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { pathwayNode } from '../pathway/pathway.loads.js';
import type { Pathway } from '../pathway/pathway.js';
import { PathwayListsService } from '../pathway/pathway-lists.service.js';

/** What this service adds to achievements. */
@Resolver('Achievement')
export class AchievementReferenceResolver {
  constructor(private readonly lists: PathwayListsService) {}

  /** Anything may be extended; its fields find what the caller may see of it. */
  @ResolveReference()
  resolveReference(reference: { id: string }) {
    return uuidOf('Achievement', reference.id) ? reference : null;
  }

  @ResolveField()
  async usedIn(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const achievement = uuidOf('Achievement', id);
    if (achievement === undefined) return null;
    const rows = await context
      .loader<string, Pathway[]>('achievement.usedIn', (achievements) => this.lists.using(context.principal.tenant, achievements))
      .load(achievement);
    return (rows ?? []).map(pathwayNode);
  }
}
