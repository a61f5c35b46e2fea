import { stepsOf } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext, requireUuid } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { PathwayLoads, versionNode } from '../pathway/pathway.loads.js';
import { textOf } from '../pathway/pathway-version.resolver.js';
import type { QueryPathwayFunnelArgs } from '../schema.types.js';
import { analystTenant, isAnalyst } from './analyst.js';
import { type FunnelCounts, FunnelService } from './funnel.service.js';
import { metrics } from './metric-catalogue.js';
import { checkWindow, observationEnd } from './question.js';

@Resolver()
export class FunnelResolver {
  constructor(
    private readonly funnels: FunnelService,
    private readonly pathways: PathwayLoads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('pathwayFunnel')
  async funnel(@Args() { input }: QueryPathwayFunnelArgs, @Context() context: GraphContext) {
    const pathway = requireUuid('Pathway', input.pathwayId);
    const own = isAnalyst(context) ? await this.pathways.pathway(context, pathway) : null;
    const tenant = analystTenant(context, own?.tenant === context.tenant ? { issuer: own.issuerId, pathway } : undefined);
    const window = checkWindow(input.windowDays ?? 365);
    const asOf = observationEnd(input.asOf, today(this.clock));
    const found = await this.funnels.read(tenant, { pathway, number: input.version ?? null, window, asOf });
    if (!found) throw badInput('The tenant has no such pathway version; a version is published to have a funnel.');
    return {
      enrolled: found.enrolled,
      completed: found.completed,
      withdrawn: found.withdrawn,
      pathwayVersion: versionNode(found.version),
      steps: inDeclaredOrder(found),
      completion: metrics.M8,
      conversion: metrics.M9,
      windowDays: window,
      observationEnd: asOf,
    };
  }
}

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
