import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

export const consentPurposes = ['TALENT_SEARCH', 'SHARE_LINK', 'PUBLIC_PAGE', 'RESEARCH', 'GUARDIAN'] as const;

const consent = z.object({ consent: id, earner: id, purpose: z.enum(consentPurposes), at: instant });

export const consentGiven = defineEvent('consent', 'given', 1, consent);
export const consentWithdrawn = defineEvent('consent', 'withdrawn', 1, consent);
