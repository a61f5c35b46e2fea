import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant, sha256 } from './values.js';

/** A credential from elsewhere in an earner's backpack, as it was last checked. Nothing of the person but the pseudonym. */
const foreignCredential = z.object({
  foreignCredential: id,
  version: z.number().int().positive(),
  earner: id,
  /** Of the bytes as they came. */
  digest: sha256,
  format: z.string(),
  /** As the document names it: a DID or an address. */
  issuer: z.string(),
  achievement: z.string().nullable(),
  validFrom: date.nullable(),
  validUntil: date.nullable(),
  verdict: z.enum(['VALID', 'INVALID', 'UNKNOWN']),
  trust: z.enum(['RECOGNISED', 'NOT_LISTED', 'WITHDRAWN']),
  at: instant,
});

export const foreignCredentialChecked = defineEvent('foreign-credential', 'checked', 1, foreignCredential);
export const foreignCredentialRemoved = defineEvent(
  'foreign-credential',
  'removed',
  1,
  z.object({ foreignCredential: id, version: z.number().int().positive(), earner: id, at: instant }),
);
