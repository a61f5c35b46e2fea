import type { Decision } from '@cairn/access';
import { GraphContext, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  MutationAskAttestationArgs,
  MutationAttestArgs,
  MutationAttestInDeskArgs,
  MutationDeclineAttestationArgs,
  MutationWithdrawAttestationArgs,
  QueryAttestationArgs,
} from '../../schema.types.js';
import type { Attestation } from './attestation.js';
import { AttestationAnswering } from './attestation-answering.service.js';
import { AttestationAsking } from './attestation-asking.service.js';
import { AttestationNodes } from './attestation-nodes.js';
import { AttestationView, type ShownAttestation } from './attestation-view.service.js';

/** Attestations: asked by earners, answered by those who were there. */
@Resolver()
export class AttestationResolver {
  constructor(
    private readonly asking: AttestationAsking,
    private readonly answering: AttestationAnswering,
    private readonly view: AttestationView,
    private readonly nodes: AttestationNodes,
  ) {}

  @Query()
  async attestation(@Args() { id }: QueryAttestationArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Attestation', id);
    return uuid ? this.byUuid(context, uuid) : null;
  }

  @Mutation()
  async askAttestation(@Args() { input: { submissionId, requirementKey, ...asked } }: MutationAskAttestationArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.asking.ask(context.caller, requireUuid('Submission', submissionId), requirementKey, asked));
  }

  @Mutation()
  async withdrawAttestation(@Args() { input }: MutationWithdrawAttestationArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.asking.withdraw(context.caller, requireUuid('Attestation', input.attestationId)));
  }

  @Mutation()
  async attest(@Args() { input: { token, hours, remarks } }: MutationAttestArgs) {
    return statePayload(await this.answering.attest(token, { hours, remarks: remarks ?? null }));
  }

  @Mutation()
  async declineAttestation(@Args() { input: { token, remarks } }: MutationDeclineAttestationArgs) {
    return statePayload(await this.answering.decline(token, remarks ?? null));
  }

  @Mutation()
  async attestInDesk(@Args() { input: { attestationId, hours, remarks } }: MutationAttestInDeskArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.answering.inDesk(context.caller, requireUuid('Attestation', attestationId), { hours, remarks: remarks ?? null }));
  }

  private async payload(context: GraphContext, written: Decision<Attestation>) {
    if (!written.ok) return { attestation: null, userErrors: userErrors(written.refusals) };
    return { attestation: await this.byUuid(context, written.value.id), userErrors: [] };
  }

  private async byUuid(context: GraphContext, id: string) {
    const shown = await this.view.byId(context.principal, id);
    return shown ? this.nodes.of(context, shown) : null;
  }
}

/** `Submission.attestations`. */
@Resolver('Submission')
export class SubmissionAttestationsResolver {
  constructor(
    private readonly view: AttestationView,
    private readonly nodes: AttestationNodes,
  ) {}

  @ResolveField()
  async attestations(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const { principal } = context;
    const found = await context
      .loader<string, ShownAttestation[]>('attestations of submissions', (ids) => this.view.ofSubmissions(principal, ids))
      .load(requireUuid('Submission', id));
    return found ? found.map((shown) => this.nodes.of(context, shown)) : null;
  }
}

const statePayload = (answered: Decision<Attestation>) =>
  answered.ok ? { state: answered.value.state, userErrors: [] } : { state: null, userErrors: userErrors(answered.refusals) };
