import type { Decision } from '@cairn/access';
import { forbidden, GraphContext, optionalUuid, publicId, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  MutationAgreeToRecordHostArgs,
  MutationCreateRecordHostArgs,
  MutationDeleteRecordHostArgs,
  MutationUpdateRecordHostArgs,
  MutationWithdrawFromRecordHostArgs,
} from '../schema.types.js';
import { type OfferedHost, RecordAgreements } from './record-agreements.service.js';
import type { RecordHost, StatedHost } from './record-host.js';
import { RecordHosts } from './record-hosts.service.js';

/** Hosts of records: ids in, payloads out. */
@Resolver('RecordHost')
export class RecordHostResolver {
  constructor(
    private readonly hosts: RecordHosts,
    private readonly agreements: RecordAgreements,
  ) {}

  @Query()
  async recordHosts(@Context() context: GraphContext) {
    const found = await this.hosts.all(context.principal);
    if (found === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER.');
    return found.map(hostNode);
  }

  @Mutation()
  async createRecordHost(@Args() { input: { name, url, tokenUrl, clientId, clientSecret } }: MutationCreateRecordHostArgs, @Context() context: GraphContext) {
    return payload(await this.hosts.create(context.caller, { name, url, tokenUrl, clientId }, clientSecret));
  }

  @Mutation()
  async updateRecordHost(@Args() { input: { id, name, url, tokenUrl, clientId, clientSecret } }: MutationUpdateRecordHostArgs, @Context() context: GraphContext) {
    const stated = { name, url, tokenUrl, clientId };
    const change = Object.fromEntries(Object.entries(stated).filter(([, value]) => value != null)) as Partial<StatedHost>;
    return payload(await this.hosts.update(context.caller, requireUuid('RecordHost', id), change, clientSecret ?? null));
  }

  @Mutation()
  async deleteRecordHost(@Args() { input }: MutationDeleteRecordHostArgs, @Context() context: GraphContext) {
    const removed = await this.hosts.remove(context.caller, requireUuid('RecordHost', input.id));
    return removed.ok ? { id: publicId('RecordHost', removed.value.id), userErrors: [] } : { id: null, userErrors: userErrors(removed.refusals) };
  }

  @Mutation()
  async agreeToRecordHost(@Args() { input: { earnerId, recordHostId } }: MutationAgreeToRecordHostArgs, @Context() context: GraphContext) {
    return agreementPayload(await this.agreements.agree(context.caller, earnerOf(earnerId), requireUuid('RecordHost', recordHostId)));
  }

  @Mutation()
  async withdrawFromRecordHost(@Args() { input: { earnerId, recordHostId } }: MutationWithdrawFromRecordHostArgs, @Context() context: GraphContext) {
    return agreementPayload(await this.agreements.withdraw(context.caller, earnerOf(earnerId), requireUuid('RecordHost', recordHostId)));
  }
}

/** What this service adds to an earner: the hosts that his records may go to, for himself alone. */
@Resolver('Earner')
export class EarnerRecordHostsResolver {
  constructor(private readonly agreements: RecordAgreements) {}

  @ResolveField()
  async recordHosts(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const earner = uuidOf('Earner', id);
    return earner === undefined ? null : ((await this.agreements.offered(context.principal, earner))?.map(agreementNode) ?? null);
  }
}

const earnerOf = (id: string | null | undefined): string | null => optionalUuid('Earner', id);

const hostNode = ({ id, name, url, tokenUrl, clientId, createdAt }: RecordHost) => ({ id: publicId('RecordHost', id), name, url, tokenUrl, clientId, createdAt });

const agreementNode = ({ host: { id, name, url }, agreedAt, lastSentAt }: OfferedHost) => ({ recordHostId: publicId('RecordHost', id), name, host: new URL(url).host, agreedAt, lastSentAt });

const payload = (decided: Decision<RecordHost>) =>
  decided.ok ? { recordHost: hostNode(decided.value), userErrors: [] } : { recordHost: null, userErrors: userErrors(decided.refusals) };

const agreementPayload = (decided: Decision<OfferedHost>) =>
  decided.ok ? { agreement: agreementNode(decided.value), userErrors: [] } : { agreement: null, userErrors: userErrors(decided.refusals) };
