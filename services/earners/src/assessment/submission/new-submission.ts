import { newId } from '@cairn/postgres';
import type { Submission } from './submission.js';
import { newSubmissionNumber } from './submission-number.js';

/** A case that has just been begun: a draft without a word in it. */
export const newSubmission = ({ at, ...what }: Begun): Submission => ({
  ...what,
  id: newId(),
  number: newSubmissionNumber(),
  sealedFor: what.earner,
  state: 'DRAFT',
  heldFrom: null,
  heldAt: null,
  attempt: 0,
  returnedParts: null,
  revision: 0,
  submittedAt: null,
  dueAt: null,
  decidedAt: null,
  award: null,
  version: 1,
  createdAt: at,
  updatedAt: at,
});

type Begun = Pick<Submission, 'tenant' | 'earner' | 'issuer' | 'achievement' | 'achievementVersion' | 'language'> & { readonly at: Date };
