import type { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { OrgUnitResolver } from './org-unit.resolver.js';

/** Where an issuer lies in its tenant's tree; the tenant's own affair. */
@Resolver('Issuer')
export class IssuerOrgUnitResolver {
  constructor(private readonly units: OrgUnitResolver) {}

  @ResolveField('orgUnit')
  orgUnit(@Parent() { unitKey }: { unitKey: string | null }, @Context() context: GraphContext) {
    return unitKey === null ? null : this.units.load(context, unitKey);
  }
}
