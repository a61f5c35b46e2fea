import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant, sha256 } from './values.js';

export const credentialSigned = defineEvent(
  'credential',
  'signed',
  1,
  z.object({ credential: id, award: id, digest: sha256, format: z.string(), at: instant }),
);
export const credentialBatchPrepared = defineEvent(
  'credential',
  'batch-prepared',
  1,
  z.object({ cause: id, credentials: z.array(id).min(1).max(500), at: instant }),
);
export const statusChanged = defineEvent(
  'status',
  'changed',
  1,
  z.object({ credential: id, award: id, purpose: z.enum(['revocation']), value: z.boolean(), at: instant }),
);
export const keyActivated = defineEvent('key', 'activated', 1, z.object({ issuer: id, key: z.string(), at: instant }));
export const keyRetired = defineEvent('key', 'retired', 1, z.object({ issuer: id, key: z.string(), at: instant }));
