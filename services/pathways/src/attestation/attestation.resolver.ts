import { GraphContext, publicId, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EnrolmentNode } from '../enrolment/enrolment.loads.js';
import type { AboutWritten } from '../enrolment/enrolment-facts.service.js';
import { FactAnswers } from '../enrolment/fact-answers.js';
import type { MutationAttestPathwayNodeArgs, MutationWithdrawPathwayAttestationArgs } from '../schema.types.js';
import { AttestationsService } from './attestations.service.js';
import type { NodeAttestation } from './node-attestation.js';

const attestationNode = ({ id, revokedOn, ...rest }: NodeAttestation) => ({ ...rest, id: publicId('NodeAttestation', id), withdrawnOn: revokedOn });

@Resolver('Enrolment')
export class AttestationResolver {
  constructor(
    private readonly service: AttestationsService,
    private readonly answers: FactAnswers,
  ) {}

  @Mutation()
  async attestPathwayNode(@Args() { input }: MutationAttestPathwayNodeArgs, @Context() context: GraphContext) {
    const { enrolmentId, node, role, evidence, on, until } = input;
    const wish = { node, role, evidence: evidence ?? null, on: on ?? null, until: until ?? null };
    return this.payload(context, await this.service.attest(context.caller, requireUuid('Enrolment', enrolmentId), wish));
  }

  @Mutation()
  async withdrawPathwayAttestation(@Args() { input }: MutationWithdrawPathwayAttestationArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.service.withdraw(context.caller, requireUuid('NodeAttestation', input.id), input.on ?? null));
  }

  @ResolveField()
  async attestations(@Parent() enrolment: EnrolmentNode, @Context() context: GraphContext) {
    const found = await this.service.of(context, enrolment);
    return found && found.map(attestationNode);
  }

  private async payload(context: GraphContext, written: AboutWritten<NodeAttestation>) {
    const { subject, ...rest } = await this.answers.of(context, written);
    return { attestation: subject && attestationNode(subject), ...rest };
  }
}
