import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationImportRosterArgs } from '../../schema.types.js';
import { RosterImportService } from './roster-import.service.js';

/** At most so many refused lines are shown; the others come once these are mended. */
const shownMax = 100;

@Resolver()
export class RosterImportResolver {
  constructor(
    private readonly service: RosterImportService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async importRoster(@Args() { input }: MutationImportRosterArgs, @Context() context: GraphContext) {
    const decision = await this.service.import(context.caller, { ...input, mode: input.mode ?? 'ALL_OR_NOTHING' });
    if (!decision.ok) return { ...nothing, userErrors: userErrors(decision.refusals) };
    const { counts, errors, marks, ...outcome } = decision.value;
    return {
      ...outcome,
      ...counts,
      errors: errors.slice(0, shownMax),
      errorCount: errors.length,
      userErrors: [],
      position: marks.length > 0 ? encodePosition(this.tokens, marks) : null,
    };
  }
}

const nothing = { applied: false, alreadyApplied: false, joined: 0, left: 0, changed: 0, unchanged: 0, errors: [], errorCount: 0, position: null };
