import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/** A signed statement of support. The tenant of the event is the endorser's. */
const endorsement = z.object({
  endorsement: id,
  version: z.number().int().positive(),
  endorserIssuer: id,
  subjectKind: z.enum(['ISSUER', 'ACHIEVEMENT_VERSION', 'AWARD']),
  subject: id,
  subjectTenant: id,
  at: instant,
});

export const endorsementAccepted = defineEvent('endorsement', 'accepted', 1, endorsement);
export const endorsementWithdrawn = defineEvent('endorsement', 'withdrawn', 1, endorsement);
