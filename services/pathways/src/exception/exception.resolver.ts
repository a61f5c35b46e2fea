import { GraphContext, optionalUuid, publicId, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EnrolmentNode } from '../enrolment/enrolment.loads.js';
import type { AboutWritten } from '../enrolment/enrolment-facts.service.js';
import { FactAnswers } from '../enrolment/fact-answers.js';
import type { MutationEndPathwayExceptionArgs, MutationGrantPathwayExceptionArgs } from '../schema.types.js';
import { ExceptionsService } from './exceptions.service.js';
import type { ExceptionKind, NodeException } from './node-exception.js';

const exceptionNode = ({ id, kind, award, ...rest }: NodeException) => ({
  ...rest,
  id: publicId('NodeException', id),
  kind: kind.toUpperCase(),
  award: award === null ? null : { __typename: 'Award' as const, id: publicId('Award', award) },
});

@Resolver('Enrolment')
export class ExceptionResolver {
  constructor(
    private readonly service: ExceptionsService,
    private readonly answers: FactAnswers,
  ) {}

  @Mutation()
  async grantPathwayException(@Args() { input }: MutationGrantPathwayExceptionArgs, @Context() context: GraphContext) {
    const { enrolmentId, kind, awardId, amount, node, reason, from, until } = input;
    const wish = {
      node,
      reason,
      kind: kind.toLowerCase() as ExceptionKind,
      award: optionalUuid('Award', awardId),
      amount: amount ?? null,
      from: from ?? null,
      until: until ?? null,
    };
    return this.payload(context, await this.service.grant(context.caller, requireUuid('Enrolment', enrolmentId), wish));
  }

  @Mutation()
  async endPathwayException(@Args() { input }: MutationEndPathwayExceptionArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.service.end(context.caller, requireUuid('NodeException', input.id), input.on ?? null));
  }

  @ResolveField()
  async exceptions(@Parent() enrolment: EnrolmentNode, @Context() context: GraphContext) {
    const found = await this.service.of(context, enrolment);
    return found && found.map(exceptionNode);
  }

  private async payload(context: GraphContext, written: AboutWritten<NodeException>) {
    const { subject, ...rest } = await this.answers.of(context, written);
    return { exception: subject && exceptionNode(subject), ...rest };
  }
}
