import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant } from './values.js';

export const consentPurposes = ['TALENT_SEARCH', 'SHARE_LINK', 'PUBLIC_PAGE', 'RESEARCH', 'GUARDIAN', 'STATISTICS'] as const;

const consent = z.object({ consent: id, earner: id, purpose: z.enum(consentPurposes), at: instant });

export const consentGiven = defineEvent('consent', 'given', 1, consent);
export const consentWithdrawn = defineEvent('consent', 'withdrawn', 1, consent);

/** What an earner says of himself for statistics only, complete: listeners replace what they had. Subject is the earner, by his pseudonym. */
const groups = z.object({
  earner: id,
  groups: z.array(z.object({ dimension: z.string(), value: z.string(), /** First day on which it is true. */ since: date.nullable(), /** First day on which it is no more. */ until: date.nullable() })).max(100),
  at: instant,
});

export type StatedGroupsFact = z.infer<typeof groups>;

export const consentGroupsStated = defineEvent('consent', 'groups-stated', 1, groups);
