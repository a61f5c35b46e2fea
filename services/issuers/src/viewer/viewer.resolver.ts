import { may } from '@cairn/access';
import { badInput, GraphContext, optionalUuid, publicId, requireUuid } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IssuerService } from '../issuer/issuer.service.js';
import { MemberResolver } from '../member/member.resolver.js';
import { membershipNode } from '../member/membership-node.js';
import { MembershipService } from '../member/membership.service.js';
import type { ViewerCanArgs } from '../schema.types.js';
import { TenantResolver } from '../tenant/tenant.resolver.js';

/** Who is asking, and what a front end may show him. */
@Resolver('Viewer')
export class ViewerResolver {
  constructor(
    private readonly tenants: TenantResolver,
    private readonly members: MemberResolver,
    private readonly memberships: MembershipService,
    private readonly issuers: IssuerService,
  ) {}

  @Query()
  viewer(@Context() { principal: { kind, actor, account, rights, operator, bound } }: GraphContext) {
    return {
      kind,
      clientId: kind === 'CLIENT' && actor !== null ? publicId('ApiClient', actor) : null,
      accountId: account && publicId('Account', account),
      rights: rights.filter((right) => bound === null || bound.includes(right)),
      operator,
    };
  }

  @ResolveField()
  tenant(@Context() context: GraphContext) {
    const { tenant } = context.principal;
    return tenant && this.tenants.load(context, tenant);
  }

  @ResolveField()
  member(@Context() context: GraphContext) {
    const { kind, actor } = context.principal;
    return kind === 'MEMBER' && actor !== null ? this.members.load(context, actor) : null;
  }

  @ResolveField('memberships')
  async membershipsOf(@Context() { principal: { account } }: GraphContext) {
    return account === null ? [] : (await this.memberships.described(account)).map(membershipNode);
  }

  @ResolveField()
  async can(@Parent() _viewer: object, @Args() args: ViewerCanArgs, @Context() { principal }: GraphContext): Promise<boolean> {
    if ([args.issuer, args.achievement, args.pathway].filter(Boolean).length > 1) throw badInput('Name one object at most.');
    if (!args.issuer) {
      const achievement = optionalUuid('Achievement', args.achievement);
      const pathway = optionalUuid('Pathway', args.pathway);
      return may(principal, args.right, { achievement, pathway });
    }
    const issuer = requireUuid('Issuer', args.issuer);
    if (!may(principal, args.right, { issuer })) return false;
    const [found] = await this.issuers.read(principal.tenant, [issuer]);
    return found?.tenant === principal.tenant;
  }
}
