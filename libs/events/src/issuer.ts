import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/** The whole public profile, so that no listener has to ask for the rest. */
const profile = z.object({
  issuer: id,
  slug: z.string(),
  name: z.string(),
  url: z.string(),
  imageUrl: z.string().nullable(),
  description: z.string().nullable(),
  sectors: z.array(z.string()),
  country: z.string().nullable(),
  state: z.enum(['ACTIVE', 'SUSPENDED', 'RETIRED']),
  domainState: z.enum(['UNVERIFIED', 'VERIFIED', 'LAPSED']),
  at: instant,
});

export type IssuerProfile = z.infer<typeof profile>;

export const issuerCreated = defineEvent('issuer', 'created', 1, profile);
export const issuerChanged = defineEvent('issuer', 'changed', 1, profile);
