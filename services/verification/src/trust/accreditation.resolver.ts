import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver, ResolveReference } from '@nestjs/graphql';
import type {
  MutationCorrectAccreditationArgs,
  MutationEndAccreditationArgs,
  MutationRecordAccreditationArgs,
  QueryAccreditationArgs,
} from '../schema.types.js';
import { AccreditationNodes } from './accreditation-nodes.js';
import { Accreditations, type RecordedAccreditation } from './accreditations.service.js';

/** Accreditations: ids in, payloads out. */
@Resolver('Accreditation')
export class AccreditationResolver {
  constructor(
    private readonly accreditations: Accreditations,
    private readonly nodes: AccreditationNodes,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  accreditation(@Args() { id }: QueryAccreditationArgs, @Context() context: GraphContext) {
    return this.byId(id, context);
  }

  @Mutation()
  async recordAccreditation(@Args() { input }: MutationRecordAccreditationArgs, @Context() context: GraphContext) {
    const { source = null, until = null, ...wanted } = input;
    return this.payload(context, await this.accreditations.record(context.caller, { ...wanted, source, until }));
  }

  @Mutation()
  async correctAccreditation(@Args() { input }: MutationCorrectAccreditationArgs, @Context() context: GraphContext) {
    const { id, body, kind, source, from, until } = input;
    const change = {
      ...(body == null ? {} : { body }),
      ...(kind == null ? {} : { kind }),
      ...(source === undefined ? {} : { source }),
      ...(from == null ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    };
    return this.payload(context, await this.accreditations.correct(context.caller, requireUuid('Accreditation', id), change));
  }

  @Mutation()
  async endAccreditation(@Args() { input }: MutationEndAccreditationArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.accreditations.end(context.caller, requireUuid('Accreditation', input.id), input.until));
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.byId(id, context);
  }

  private async byId(id: string, context: GraphContext) {
    const uuid = uuidOf('Accreditation', id);
    const found = uuid && (await this.accreditations.byId(uuid));
    return found ? this.nodes.node(context, found) : null;
  }

  private async payload(context: GraphContext, decision: Decision<RecordedAccreditation>) {
    if (!decision.ok) return { accreditation: null, userErrors: userErrors(decision.refusals), position: null };
    const { accreditation, marks } = decision.value;
    return { accreditation: await this.nodes.node(context, accreditation), userErrors: [], position: encodePosition(this.tokens, [...marks]) };
  }
}
