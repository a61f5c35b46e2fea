import { stepsOf } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext, requireUuid } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { PathwayLoads, versionNode } from '../pathway/pathway.loads.js';
import { textOf } from '../pathway/one-text.js';
import { publishedFunnelOf } from '../published-figures/published-funnel.js';
import { ProtectedFigures } from '../published-figures/protected-figures.service.js';
import type { QueryPathwayFunnelArgs } from '../schema.types.js';
import { ageOf } from './age.js';
import { seesFunnel } from './analyst.js';
import { type FunnelCounts, FunnelService } from './funnel.service.js';
import { definitionOf } from './metric-names.js';
import { checked, observationEnd } from './question.js';

@Resolver()
export class FunnelResolver {
  constructor(
    private readonly funnels: FunnelService,
    private readonly published: ProtectedFigures,
    private readonly pathways: PathwayLoads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('pathwayFunnel')
  async funnel(@Args() { input }: QueryPathwayFunnelArgs, @Context() context: GraphContext) {
    const pathway = requireUuid('Pathway', input.pathwayId);
    const known = await this.pathways.pathway(context, pathway);
    if (!known) throw noFunnel();
    const asOf = observationEnd(input.asOf, today(this.clock));
    const window = input.windowDays ?? 365;
    checked({ metric: 'M8', observationEnd: asOf, windowDays: window });
    const number = input.version ?? null;
    const { tenant } = known;
    if (tenant !== context.principal.tenant || !seesFunnel(context, { issuer: known.issuerId, pathway })) {
      const version = await this.funnels.publishedVersion(tenant, pathway, number);
      if (!version) throw noFunnel();
      const funnel = await this.published.funnel(tenant, version.id, window, { isDated: typeof input.asOf === 'string' });
      return { pathwayVersion: versionNode(version), ...publishedFunnelOf(version, window, funnel) };
    }
    const found = await this.funnels.read(tenant, { pathway, number, window, asOf, awaits: context.awaits });
    if (!found) throw noFunnel();
    return {
      enrolled: found.enrolled,
      completed: found.completed,
      withdrawn: found.withdrawn,
      pathwayVersion: versionNode(found.version),
      steps: inDeclaredOrder(found),
      completion: definitionOf('M8'),
      conversion: definitionOf('M9'),
      windowDays: window,
      observationEnd: asOf,
      asOf: ageOf(found, this.clock),
    };
  }
}

const noFunnel = () => badInput('There is no such pathway version; a version is published to have a funnel.');

/** Every declared step, those that nobody reached as well; nothing follows the last one. */
function inDeclaredOrder({ version, counts }: FunnelCounts) {
  const byStep = new Map(counts.map((count) => [count.step, count]));
  const steps = stepsOf(version.definition);
  return steps.map(({ step, requirement, title }, at) => {
    const { reached, converted, already } = byStep.get(step) ?? { reached: 0, converted: 0, already: 0 };
    const isLast = at === steps.length - 1;
    return { node: requirement, title: textOf(title), reached, converted: isLast ? null : converted, already: isLast ? null : already };
  });
}
