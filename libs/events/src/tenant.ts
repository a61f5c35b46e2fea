import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

export const tenantCreated = defineEvent('tenant', 'created', 1, z.object({ tenant: id, name: z.string(), at: instant }));
