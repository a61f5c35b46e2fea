import { type ActedOn, may, type Principal } from '@cairn/access';
import { forbidden, type GraphContext } from '@cairn/subgraph';

/** Whether a caller sees the exact figures of a tenant: who analyses it and may see each of its earners anyway. */
export const seesExactly = (principal: Principal, tenant: string): boolean =>
  principal.tenant === tenant && may(principal, 'ANALYSE') && (may(principal, 'AWARD') || may(principal, 'ADMINISTER'));

/** The tenant of a caller who sees its exact figures. Throws UNAUTHENTICATED or FORBIDDEN. */
export function exactTenant({ tenant, principal }: GraphContext): string {
  if (!seesExactly(principal, tenant)) throw forbidden('These figures need the right ANALYSE, and AWARD or ADMINISTER over the whole tenant.');
  return tenant;
}

/** Whether a caller sees the exact funnel of one of the own tenant's pathways: who analyses it and may see those enrolled anyway. */
export const seesFunnel = ({ principal }: GraphContext, on: ActedOn): boolean => may(principal, 'ANALYSE', on) && (may(principal, 'AWARD', on) || may(principal, 'ADMINISTER', on));
