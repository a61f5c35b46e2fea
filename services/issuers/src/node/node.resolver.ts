import { badInput, GraphContext, parseId } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { IssuerResolver } from '../issuer/issuer.resolver.js';
import type { QueryNodeArgs, QueryNodesArgs } from '../schema.types.js';
import { TenantResolver } from '../tenant/tenant.resolver.js';

/** Nouns of other services that implement Node. */
const elsewhere = new Set<string>([
  'Achievement',
  'AchievementVersion',
  'Earner',
  'Award',
  'Pathway',
  'PathwayVersion',
  'Enrolment',
  'Completion',
  'Credential',
  'SkillFramework',
  'Skill',
]);

/** Global look-up by prefix: our own objects, and stubs whose fields the owning service fills and guards. */
@Resolver('Node')
export class NodeResolver {
  constructor(
    private readonly issuers: IssuerResolver,
    private readonly tenants: TenantResolver,
  ) {}

  @Query()
  node(@Args() { id }: QueryNodeArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @Query()
  nodes(@Args() { ids }: QueryNodesArgs, @Context() context: GraphContext) {
    if (ids.length > 100) throw badInput('`ids` holds at most 100 ids.');
    return ids.map((id) => this.find(id, context));
  }

  private find(id: string, context: GraphContext) {
    const noun = parseId(id)?.noun;
    if (noun === 'Issuer') return this.issuers.issuer({ id }, context);
    if (noun === 'Tenant') return this.tenants.tenant({ id }, context);
    return noun && elsewhere.has(noun) ? { __typename: noun, id } : null;
  }
}
