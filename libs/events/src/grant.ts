import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

const right = z.string();

/**
 * Everything that an API client or member may do now, whole, so that the last of these is enough to know it; an empty one
 * takes everything away. `subject` is the holder, `aggregateversion` the version of its grants. A grant over an
 * organisation unit is told as the issuers in it.
 */
export const grantChanged = defineEvent(
  'grant',
  'changed',
  1,
  z.object({
    holder: id,
    kind: z.enum(['CLIENT', 'MEMBER']),
    rights: z.array(right),
    scoped: z.array(z.object({ right, kind: z.enum(['ISSUER', 'ACHIEVEMENT', 'PATHWAY']), id })),
    /** When the earliest of them ends by itself, else null. */
    until: instant.nullable(),
    at: instant,
  }),
);
