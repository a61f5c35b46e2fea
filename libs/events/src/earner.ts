import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/** Ids only: a name or identifier never leaves the earners service in clear. */
export const earnerCreated = defineEvent('earner', 'created', 1, z.object({ earner: id, at: instant }));
export const earnerChanged = defineEvent('earner', 'changed', 1, z.object({ earner: id, at: instant }));
/** Up to 500 new earners of one import, under the job's id; each is at version 1. */
export const earnerBatchCreated = defineEvent(
  'earner',
  'batch-created',
  1,
  z.object({ job: id, earners: z.array(id).min(1).max(500), at: instant }),
);
