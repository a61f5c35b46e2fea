import { OpaqueTokens } from '@cairn/access';
import { forbidden, GraphContext, openPage, optionalUuid, publicId, requireUuid, toConnection, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { MutationRetryRecordPushArgs, QueryRecordPushesArgs } from '../schema.types.js';
import type { PushAttempt, RecordPush } from './record-push.js';
import { RecordPushes } from './record-pushes.service.js';

/** What was sent to hosts of records. */
@Resolver('RecordPush')
export class RecordPushResolver {
  constructor(
    private readonly pushes: RecordPushes,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query('recordPushes')
  async list(@Args() { filter, ...args }: QueryRecordPushesArgs, @Context() context: GraphContext) {
    const { recordHostId, states } = filter ?? {};
    const wanted = { host: optionalUuid('RecordHost', recordHostId), states: states ?? null };
    const identity = { list: 'recordPushes', tenant: context.tenant, filter: wanted };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.pushes.page(context.principal, wanted, page.after?.[0] ?? null, page.limit);
    if (rows === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER.');
    return toConnection(this.tokens, identity, page, rows, { node, keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async retryRecordPush(@Args() { input }: MutationRetryRecordPushArgs, @Context() context: GraphContext) {
    const retried = await this.pushes.retry(context.caller, requireUuid('RecordPush', input.id));
    return retried.ok ? { push: node(retried.value), userErrors: [] } : { push: null, userErrors: userErrors(retried.refusals) };
  }

  @ResolveField('attempts')
  async attemptsOf(@Parent() { key, tenant }: { key: string; tenant: string }, @Context() context: GraphContext) {
    const attempts = await context
      .loader<string, PushAttempt[]>(`attempts at records of ${tenant}`, async (pushes) => {
        const found = await this.pushes.attemptsOf(tenant, pushes);
        return pushes.map((push) => found.filter((one) => one.push === push));
      })
      .load(key);
    return attempts ?? [];
  }
}

const node = ({ id, tenant, host, earner, pathway, state, record, attempts, nextAt, recordedAt, finishedAt }: RecordPush) => ({
  id: publicId('RecordPush', id),
  key: id,
  tenant,
  recordHostId: publicId('RecordHost', host),
  earner: { __typename: 'Earner' as const, id: publicId('Earner', earner) },
  pathway: { __typename: 'Pathway' as const, id: publicId('Pathway', pathway) },
  recordCredential: record === null ? null : { __typename: 'RecordCredential' as const, id: publicId('RecordCredential', record) },
  state,
  attemptCount: attempts,
  nextAttemptAt: nextAt,
  recordedAt,
  finishedAt,
});
