import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/**
 * An issuer (the mandator) lets another (the agent) act in its name. The tenant of the event is the mandator's.
 * `achievements` null: all of the mandator's. The interval is half-open.
 */
const mandate = z.object({
  mandate: id,
  mandatorIssuer: id,
  agentTenant: id,
  agentIssuer: id,
  actions: z.array(z.enum(['AWARD', 'REVIEW'])).min(1),
  achievements: z.array(id).nullable(),
  from: instant,
  until: instant.nullable(),
  at: instant,
});

export type MandateFact = z.infer<typeof mandate>;

export const mandateActivated = defineEvent('mandate', 'activated', 1, mandate);
export const mandateEnded = defineEvent('mandate', 'ended', 1, mandate);

/** Two tenants that may share definitions. The tenant of the event is the one that invited. */
const partnership = z.object({ partnership: id, invitingTenant: id, invitedTenant: id, at: instant });

export const partnershipActivated = defineEvent('partnership', 'activated', 1, partnership);
export const partnershipEnded = defineEvent('partnership', 'ended', 1, partnership);
