import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

export const tenantCreated = defineEvent('tenant', 'created', 1, z.object({ tenant: id, name: z.string(), at: instant }));

/** A tenant was suspended, taken up again or closed. What its people may do meanwhile is told by `cairn.grant.changed`. */
export const tenantChanged = defineEvent(
  'tenant',
  'changed',
  1,
  z.object({ tenant: id, name: z.string(), state: z.enum(['ACTIVE', 'SUSPENDED', 'CLOSED']), at: instant }),
);
