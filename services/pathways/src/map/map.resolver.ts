import { GraphContext } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type PathwayVersionNode } from '../pathway/pathway.loads.js';
import type { PathwayVersionMapArgs } from '../schema.types.js';
import { MapService } from './map.service.js';

@Resolver('PathwayVersion')
export class VersionMapResolver {
  constructor(private readonly maps: MapService) {}

  @ResolveField()
  map(@Parent() { uuid, title, bare }: PathwayVersionNode, @Args() { language }: PathwayVersionMapArgs, @Context() context: GraphContext) {
    return this.maps.draw(context, { about: uuid, title, definition: bare, progress: null, languages: [language ?? 'en'] });
  }
}
