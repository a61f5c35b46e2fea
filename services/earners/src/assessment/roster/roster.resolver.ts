import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Earner } from '../../earner/earner.js';
import { type EarnerNode, EarnerNodes } from '../../earner/earner-nodes.js';
import { viewerOf } from '../../person/earner-access.js';
import type { MutationAddToRosterArgs, MutationChangeRosterEntryArgs, MutationLeaveRosterArgs } from '../../schema.types.js';
import type { RosterEntry } from './roster-entry.js';
import { RosterService, type RosterWritten } from './roster.service.js';

/** Rosters: ids in, payloads out. */
@Resolver('Earner')
export class RosterResolver {
  constructor(
    private readonly service: RosterService,
    private readonly nodes: EarnerNodes,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async addToRoster(@Args() { input }: MutationAddToRosterArgs, @Context() context: GraphContext) {
    return this.payload(await this.service.add(context.caller, requireUuid('Earner', input.earnerId), input.groups ?? []));
  }

  @Mutation()
  async changeRosterEntry(@Args() { input }: MutationChangeRosterEntryArgs, @Context() context: GraphContext) {
    return this.payload(await this.service.change(context.caller, requireUuid('RosterEntry', input.id), input));
  }

  @Mutation()
  async leaveRoster(@Args() { input }: MutationLeaveRosterArgs, @Context() context: GraphContext) {
    return this.payload(await this.service.leave(context.caller, requireUuid('RosterEntry', input.id)));
  }

  @ResolveField()
  async rosterEntry(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (!row) return null;
    const viewer = viewerOf(context.principal);
    const entry = await context.loader<Earner, RosterEntry>('roster entries of earners', (rows) => this.service.of(viewer, rows)).load(row);
    return entry ? entryNode(entry) : null;
  }

  private payload(written: RosterWritten) {
    if (!written.ok) return { rosterEntry: null, userErrors: userErrors(written.refusals), position: null };
    const { entry, marks } = written.value;
    return { rosterEntry: entryNode(entry), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}

const entryNode = ({ id, state, groups, joinedAt }: RosterEntry) => ({ id: publicId('RosterEntry', id), state, groups, joinedAt });
