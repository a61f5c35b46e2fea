import { type ActedOn, may, maySomewhere } from '@cairn/access';
import { forbidden, type GraphContext } from '@cairn/subgraph';

/**
 * The tenant of a caller who may see exact figures: of the whole tenant, or of what `on` names. Throws UNAUTHENTICATED or
 * FORBIDDEN.
 */
export function analystTenant(context: GraphContext, on?: ActedOn): string {
  const { tenant } = context;
  if (!may(context.principal, 'ANALYSE', on)) throw forbidden('Figures need the right ANALYSE.');
  return tenant;
}

/** Whether there is anything of which the caller may see exact figures. */
export const isAnalyst = ({ principal }: GraphContext): boolean => maySomewhere(principal, 'ANALYSE');
