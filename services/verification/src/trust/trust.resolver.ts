import { type Decision, OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, publicId, requireUuid, toConnection, userErrors } from '@cairn/subgraph';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationEndTrustEntryArgs, MutationImportTrustListArgs, MutationRecordTrustEntryArgs, QueryTrustEntriesArgs } from '../schema.types.js';
import type { TrustEntryVersion } from './trust-entry.store.js';
import { TrustLists } from './trust-lists.service.js';

/** Trust lists: ids in, payloads out. */
@Resolver('TrustEntry')
export class TrustResolver {
  constructor(
    private readonly lists: TrustLists,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async trustEntries(@Args() { list = null, ...asked }: QueryTrustEntriesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const identity = { list: 'trust entries', tenant, filter: { list } };
    const page = openPage<[string]>(this.tokens, identity, asked);
    const rows = await this.lists.page(tenant, list, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node, keysOf: ({ entry }): [string] => [entry] });
  }

  @Mutation()
  async recordTrustEntry(@Args() { input }: MutationRecordTrustEntryArgs, @Context() context: GraphContext) {
    const { list, issuer, name, source = null, from, until } = input;
    return payload(await this.lists.record(context.caller, { list, issuer, name, source, from: this.instant(from), until: until ? new Date(until) : null }));
  }

  @Mutation()
  async endTrustEntry(@Args() { input }: MutationEndTrustEntryArgs, @Context() context: GraphContext) {
    return payload(await this.lists.end(context.caller, requireUuid('TrustEntry', input.id), this.instant(input.until)));
  }

  @Mutation()
  async importTrustList(@Args() { input }: MutationImportTrustListArgs, @Context() context: GraphContext) {
    const { list, registry, source = null, from, endMissing } = input;
    const brought = await this.lists.bring(context.caller, { list, registry, source, from: this.instant(from), endMissing: endMissing ?? false });
    if (!brought.ok) return { added: 0, ended: 0, userErrors: userErrors(brought.refusals), position: null };
    return { ...brought.value, userErrors: [], position: null };
  }

  private instant(text: string | Date | null | undefined): Date {
    return text ? new Date(text) : new Date(this.clock.now());
  }
}

const node = ({ tenant: _tenant, entry, ...row }: TrustEntryVersion) => ({ ...row, id: publicId('TrustEntry', entry) });

const payload = (decision: Decision<TrustEntryVersion>) =>
  decision.ok ? { trustEntry: node(decision.value), userErrors: [], position: null } : { trustEntry: null, userErrors: userErrors(decision.refusals), position: null };
