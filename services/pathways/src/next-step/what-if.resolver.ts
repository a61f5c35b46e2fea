import { badInput, publicId, requireUuid } from '@cairn/subgraph';
import type { Answer } from '@cairn/requirements';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EnrolmentNode } from '../enrolment/enrolment.loads.js';
import type { EnrolmentWhatIfArgs } from '../schema.types.js';
import { stepNode } from './step-node.js';
import { WhatIfService } from './what-if.service.js';

const achievementsMax = 20;

@Resolver('Enrolment')
export class WhatIfResolver {
  constructor(private readonly service: WhatIfService) {}

  @ResolveField()
  async whatIf(@Parent() enrolment: EnrolmentNode, @Args() { achievementIds }: EnrolmentWhatIfArgs) {
    if (achievementIds.length < 1 || achievementIds.length > achievementsMax) throw badInput(`Name 1 to ${achievementsMax} achievements.`);
    const achievements = achievementIds.map((id) => requireUuid('Achievement', id));
    const earner = requireUuid('Earner', enrolment.earner.id);
    const found = await this.service.of(enrolment.tenant, { id: enrolment.uuid, earner }, achievements);
    if (!found) return null;
    if ('unknown' in found) throw badInput(`There is no published achievement ${publicId('Achievement', found.unknown)}.`);
    const { before, after, stillMissing, ...rest } = found;
    return { ...rest, before: outline(before), after: outline(after), stillMissing: stillMissing.map((step) => stepNode(step, enrolment)) };
  }
}

const outline = ({ state, satisfied, total, complete }: Answer) => ({ state, satisfied, total, complete });
