import { GraphContext, type Noun, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { AchievementEndorsementsArgs, AwardEndorsementsArgs, CredentialEndorsementsArgs, IssuerEndorsementsArgs } from '../schema.types.js';
import type { Credential } from '../credential/credential.js';
import type { EndorsedKind } from './endorsement.js';
import { EndorsementNodes } from './endorsement-nodes.js';

type Asked = IssuerEndorsementsArgs;

/** What others say of something. */
abstract class Endorsed {
  constructor(protected readonly nodes: EndorsementNodes) {}

  protected of(context: GraphContext, noun: Noun, kind: EndorsedKind, id: string, asked: Asked) {
    const uuid = uuidOf(noun, id);
    return uuid ? this.nodes.about(context, { kind, id: uuid }, asked) : null;
  }
}

@Resolver('Issuer')
export class EndorsedIssuerResolver extends Endorsed {
  constructor(nodes: EndorsementNodes) {
    super(nodes);
  }

  @ResolveField()
  endorsements(@Parent() { id }: { id: string }, @Args() args: IssuerEndorsementsArgs, @Context() context: GraphContext) {
    return this.of(context, 'Issuer', 'ISSUER', id, args);
  }
}

@Resolver('Achievement')
export class EndorsedAchievementResolver extends Endorsed {
  constructor(nodes: EndorsementNodes) {
    super(nodes);
  }

  @ResolveField()
  endorsements(@Parent() { id }: { id: string }, @Args() args: AchievementEndorsementsArgs, @Context() context: GraphContext) {
    return this.of(context, 'Achievement', 'ACHIEVEMENT_VERSION', id, args);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Achievement', id) ? { __typename: 'Achievement' as const, id } : null;
  }
}

@Resolver('Award')
export class EndorsedAwardResolver extends Endorsed {
  constructor(nodes: EndorsementNodes) {
    super(nodes);
  }

  @ResolveField()
  endorsements(@Parent() { id }: { id: string }, @Args() args: AwardEndorsementsArgs, @Context() context: GraphContext) {
    return this.of(context, 'Award', 'AWARD', id, args);
  }
}

@Resolver('Credential')
export class EndorsedCredentialResolver {
  constructor(private readonly nodes: EndorsementNodes) {}

  @ResolveField()
  endorsements(@Parent() { row }: { row: Credential }, @Args() args: CredentialEndorsementsArgs, @Context() context: GraphContext) {
    return this.nodes.about(context, { kind: 'AWARD', id: row.award }, args);
  }
}
