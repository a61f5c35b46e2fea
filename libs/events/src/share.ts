import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant, sha256 } from './values.js';

/** A link that an earner made to one award. The link's secret is known to its maker only; others know its hash. */
const share = z.object({
  share: id,
  earner: id,
  award: id,
  secretHash: sha256,
  /** Evidence that who has the link may see. */
  evidence: z.array(id),
  until: instant.nullable(),
  at: instant,
});

export const shareOpened = defineEvent('share', 'opened', 1, share);
export const shareEnded = defineEvent('share', 'ended', 1, z.object({ share: id, earner: id, award: id, at: instant }));
