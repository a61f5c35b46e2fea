import { GraphContext } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { EnrolmentLoads, type EnrolmentNode } from '../enrolment/enrolment.loads.js';
import type { EnrolmentNextStepsArgs } from '../schema.types.js';
import { checkFirst } from './check-first.js';
import { NextSteps } from './next-steps.service.js';
import type { EnrolmentStep } from './ranked-steps.js';
import { stepNode } from './step-node.js';

@Resolver('Enrolment')
export class NextStepsResolver {
  constructor(
    private readonly loads: EnrolmentLoads,
    private readonly steps: NextSteps,
  ) {}

  @ResolveField()
  async nextSteps(@Parent() enrolment: EnrolmentNode, @Args() { first }: EnrolmentNextStepsArgs, @Context() context: GraphContext) {
    const most = checkFirst(first);
    const found = await context
      .loader<string, EnrolmentStep[]>(`next steps ${enrolment.tenant}`, async (ids) => {
        const evaluated = await Promise.all(ids.map((id) => this.loads.evaluated(context, id, enrolment.tenant)));
        const steps = await this.steps.of(evaluated.flatMap((one) => one ?? []));
        return ids.map((id) => steps.get(id));
      })
      .load(enrolment.uuid);
    return found ? found.slice(0, most).map((step) => stepNode(step, enrolment)) : null;
  }
}
