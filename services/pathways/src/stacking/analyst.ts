import { may } from '@cairn/access';
import { forbidden, type GraphContext } from '@cairn/subgraph';

/** The tenant of a caller who may see exact figures. Throws UNAUTHENTICATED or FORBIDDEN. */
export function analystTenant(context: GraphContext): string {
  const { tenant } = context;
  if (!may(context.principal, 'ANALYSE')) throw forbidden('Figures need the right ANALYSE.');
  return tenant;
}
