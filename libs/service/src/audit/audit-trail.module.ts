import { may } from '@cairn/access';
import { forbidden, GraphContext } from '@cairn/subgraph';
import { type DynamicModule } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { type AuditFilter, type AuditPageArgs, AuditReader } from './audit-reader.js';

/** Says no to callers who may not read their tenant's trail. Throws UNAUTHENTICATED or FORBIDDEN. */
export function auditorTenant(context: GraphContext): string {
  const { tenant, principal } = context;
  if (!may(principal, 'AUDIT') && !may(principal, 'ADMINISTER')) throw forbidden('The audit trail needs the right AUDIT.');
  return tenant;
}

class AuditTrailModule {}

/** The trail of a service under its name on the graph, for instance `issuerAuditTrail`. */
export function auditTrailModule(field: string): DynamicModule {
  @Resolver()
  class AuditTrailResolver {
    constructor(private readonly trail: AuditReader) {}

    @Query(field)
    auditTrail(@Args() { filter, ...page }: AuditPageArgs & { filter?: AuditFilter | null }, @Context() context: GraphContext) {
      return this.trail.ofTenant(auditorTenant(context), filter, page);
    }
  }
  return { module: AuditTrailModule, providers: [AuditTrailResolver] };
}
