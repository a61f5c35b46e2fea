import { Database } from '@cairn/postgres';
import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { EnrolmentLoads, enrolmentNode } from '../enrolment/enrolment.loads.js';
import type { Enrolment } from '../enrolment/enrolment.js';
import { EnrolmentPages } from '../enrolment/enrolment.pages.js';
import { groupedBy } from '../grouped.js';
import { PersonalPathways } from '../people/personal-pathways.service.js';
import type { EarnerNextStepsArgs } from '../schema.types.js';
import { checkFirst } from './check-first.js';
import { NextSteps } from './next-steps.service.js';
import { type EnrolmentStep, rankedSteps } from './ranked-steps.js';
import { stepNode } from './step-node.js';

/** Enrolments of one earner that are looked at, the oldest first. */
const enrolmentsMax = 50;

@Resolver('Earner')
export class EarnerStepsResolver {
  constructor(
    private readonly database: Database,
    private readonly pages: EnrolmentPages,
    private readonly personal: PersonalPathways,
    private readonly loads: EnrolmentLoads,
    private readonly steps: NextSteps,
  ) {}

  /** Of enrolments that go on: nobody is sent on where he has withdrawn. */
  @ResolveField()
  async nextSteps(@Parent() { id }: { id: string }, @Args() { first }: EarnerNextStepsArgs, @Context() context: GraphContext) {
    const most = checkFirst(first);
    const earner = uuidOf('Earner', id);
    const tenant = earner === undefined ? null : await this.personal.keeperOf(context.principal, earner);
    if (earner === undefined || tenant === null) return null;
    const viewer = { tenant: context.principal.tenant, account: context.principal.account };
    const found = await context
      .loader<string, { enrolment: Enrolment; steps: readonly EnrolmentStep[] }[]>(`earner.nextSteps ${tenant}`, async (earners) => {
        const rows = await this.database.read(viewer, (tx) => this.pages.ofEarners(tx, tenant, earners, null, enrolmentsMax));
        const open = rows.filter(({ state }) => state === 'ACTIVE' || state === 'PAUSED' || state === 'COMPLETED');
        const evaluated = await Promise.all(open.map((enrolment) => this.loads.evaluated(context, enrolment.id, tenant)));
        const steps = await this.steps.of(evaluated.flatMap((one) => one ?? []));
        const byEarner = groupedBy(open, (enrolment) => enrolment.earner);
        return earners.map((one) => (byEarner.get(one) ?? []).map((enrolment) => ({ enrolment, steps: steps.get(enrolment.id) ?? [] })));
      })
      .load(earner);
    const enrolments = new Map((found ?? []).map(({ enrolment }) => [enrolment.id, enrolmentNode(enrolment)]));
    const ranked = rankedSteps((found ?? []).flatMap(({ steps }) => steps)).slice(0, most);
    return ranked.flatMap((step) => {
      const enrolment = enrolments.get(step.enrolment);
      return enrolment ? [stepNode(step, enrolment)] : [];
    });
  }
}
