import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant } from './values.js';

/** What a body states about an issuer, over `[from, until)`. Corrections are further rows with a later `at`. */
const accreditation = z.object({
  accreditation: id,
  version: z.number().int().positive(),
  /** DID or address of the issuer it is about, and our id if it is of this registry. */
  subject: z.string(),
  subjectIssuer: id.nullable(),
  body: z.string(),
  kind: z.enum(['ACCREDITED', 'APPROVED', 'RECOGNISED', 'REGULATED']),
  from: date,
  until: date.nullable(),
  at: instant,
});

export type AccreditationFact = z.infer<typeof accreditation>;

export const accreditationRecorded = defineEvent('accreditation', 'recorded', 1, accreditation);
export const accreditationCorrected = defineEvent('accreditation', 'corrected', 1, accreditation);
export const accreditationEnded = defineEvent('accreditation', 'ended', 1, accreditation);
