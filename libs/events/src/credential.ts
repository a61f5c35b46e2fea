import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant, sha256 } from './values.js';

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
  z.object({ credential: id, award: id, purpose: z.enum(['revocation', 'suspension']), value: z.boolean(), at: instant }),
);
export const keyActivated = defineEvent('key', 'activated', 1, z.object({ issuer: id, key: z.string(), at: instant }));
export const keyRetired = defineEvent('key', 'retired', 1, z.object({ issuer: id, key: z.string(), at: instant }));
/** Listed in the issuer's DID document, not signing yet. */
export const keyPrePublished = defineEvent('key', 'pre-published', 1, z.object({ issuer: id, key: z.string(), at: instant }));
/** From `from` on nothing signed by the key is trusted; `from` may lie before `at`. */
export const keyCompromised = defineEvent('key', 'compromised', 1, z.object({ issuer: id, key: z.string(), from: instant, at: instant }));
/** Signed for whoever asked by the VC-API, under its test issuer: the credential of no award. */
export const credentialSignedOnRequest = defineEvent(
  'credential',
  'signed-on-request',
  1,
  z.object({ credential: id, issuer: id, digest: sha256, format: z.string(), at: instant }),
);

/** How often credentials were verified since this was told last, by award, day and kind of caller; nothing of who it was. Subject is the telling itself. */
export const credentialsVerified = defineEvent(
  'credential',
  'verified',
  1,
  z.object({ counts: z.array(z.object({ award: id, day: date, class: z.enum(['person', 'relying system', 'bot', 'own issuer']), n: z.number().int().positive() })).min(1).max(500), at: instant }),
);
