import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant } from './values.js';

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
  /** When the issuer works: by it business days are counted. Absent: Monday to Friday in UTC, without holidays. */
  calendar: z
    .object({
      /** IANA name. */
      timeZone: z.string(),
      /** ISO 8601 weekdays on which there is work, 1 is Monday. */
      workingDays: z.array(z.number().int().min(1).max(7)).min(1),
      holidays: z.array(z.object({ date, name: z.string() })),
    })
    .nullish(),
  at: instant,
});

export type IssuerCalendar = NonNullable<IssuerProfile['calendar']>;

export type IssuerProfile = z.infer<typeof profile>;

export const issuerCreated = defineEvent('issuer', 'created', 1, profile);
export const issuerChanged = defineEvent('issuer', 'changed', 1, profile);
