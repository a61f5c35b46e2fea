import { GraphContext } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { EnrolmentLoads, type EnrolmentNode } from '../enrolment/enrolment.loads.js';
import { PathwayLoads } from '../pathway/pathway.loads.js';
import type { EnrolmentMapArgs } from '../schema.types.js';
import { MapService } from './map.service.js';

@Resolver('Enrolment')
export class EnrolmentMapResolver {
  constructor(
    private readonly maps: MapService,
    private readonly enrolments: EnrolmentLoads,
    private readonly versions: PathwayLoads,
  ) {}

  @ResolveField()
  async map(@Parent() enrolment: EnrolmentNode, @Args() { language }: EnrolmentMapArgs, @Context() context: GraphContext) {
    const evaluated = await this.enrolments.evaluated(context, enrolment.uuid, enrolment.tenant);
    const explanation = await this.enrolments.explained(context, enrolment.uuid, enrolment.tenant);
    const version = await this.versionOf(context, enrolment, evaluated?.progress.governingVersion ?? null);
    if (!version) return null;
    const nodes = new Map(explanation?.nodes.map(({ id, state, have, need, blocking }) => [id, { state, have, need, blocking: blocking?.code ?? null }]));
    const progress = evaluated?.progress;
    return this.maps.draw(context, {
      about: enrolment.uuid,
      title: version.title,
      definition: version.bare,
      progress: progress ? { state: progress.state, satisfied: progress.satisfied, total: progress.total, nodes } : null,
      languages: [language ?? 'en'],
    });
  }

  /** The version by which the earner is judged; the one pinned where none governs. */
  private async versionOf(context: GraphContext, { pathwayId, pathwayVersionId }: EnrolmentNode, number: number | null) {
    const pinned = await this.versions.version(context, pathwayVersionId);
    if (number === null || pinned?.number === number) return pinned;
    return (await this.versions.versionsOf(context, pathwayId)).find((version) => version.number === number) ?? pinned;
  }
}
