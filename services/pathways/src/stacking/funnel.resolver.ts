import { Database, type Tx } from '@cairn/postgres';
import { stepsOf } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext, requireUuid } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { versionNode } from '../pathway/pathway.loads.js';
import type { PathwayVersion } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { textOf } from '../pathway/pathway-version.resolver.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import type { QueryPathwayFunnelArgs } from '../schema.types.js';
import { analystTenant } from './analyst.js';
import { FunnelStore, type StepCount } from './funnel.store.js';
import { metrics } from './metric-catalogue.js';
import { checkWindow, observationEnd } from './question.js';

@Resolver()
export class FunnelResolver {
  constructor(
    private readonly database: Database,
    private readonly store: FunnelStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('pathwayFunnel')
  async funnel(@Args() { input }: QueryPathwayFunnelArgs, @Context() context: GraphContext) {
    const tenant = analystTenant(context);
    const window = checkWindow(input.windowDays ?? 365);
    const asOf = observationEnd(input.asOf, today(this.clock));
    const pathway = requireUuid('Pathway', input.pathwayId);
    return this.database.read({ tenant }, async (tx) => {
      const version = await this.version(tx, tenant, pathway, input.version ?? null);
      if (!version) throw badInput('The tenant has no such pathway version; a version is published to have a funnel.');
      const totals = await this.store.totals(tx, tenant, version.id, window, asOf);
      const counts = await this.store.steps(tx, tenant, version.id, window, asOf);
      return {
        ...totals,
        pathwayVersion: versionNode(version),
        steps: inDeclaredOrder(version, counts),
        completion: metrics.M8,
        conversion: metrics.M9,
        windowDays: window,
        observationEnd: asOf,
      };
    });
  }

  /** The version of that number, or the current one; only of the tenant's own pathways. */
  private async version(tx: Tx, tenant: string, id: string, number: number | null): Promise<PathwayVersion | undefined> {
    if (number !== null) return this.versions.byNumber(tx, tenant, id, number);
    const [pathway] = await this.pathways.byIds(tx, [id]);
    if (pathway?.tenant !== tenant || pathway.currentVersion === null) return undefined;
    const [version] = await this.versions.byIds(tx, [pathway.currentVersion]);
    return version;
  }
}

/** Every declared step, those that nobody reached as well; nothing follows the last one. */
function inDeclaredOrder({ definition }: PathwayVersion, counts: readonly StepCount[]) {
  const byStep = new Map(counts.map((count) => [count.step, count]));
  const steps = stepsOf(definition);
  return steps.map(({ step, requirement, title }, at) => {
    const { reached, converted, already } = byStep.get(step) ?? { reached: 0, converted: 0, already: 0 };
    const isLast = at === steps.length - 1;
    return { node: requirement, title: textOf(title), reached, converted: isLast ? null : converted, already: isLast ? null : already };
  });
}
