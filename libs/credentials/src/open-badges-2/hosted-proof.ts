import { digestOfJson } from '../contexts/bundled-contexts.js';
import { stepReporter, type StepResult } from '../verification/verdict.js';
import type { LinkedBadge } from './linked-documents.js';

const report = stepReporter('proof');

/** Step 4 of a hosted badge: what is found at the assertion's own address is what was given. */
export function hostedProofStep({ home, given }: LinkedBadge): StepResult {
  if (home?.state === 'TEXT')
    return report.invalid(
      'HOSTED_COPY_DIFFERS',
      'What is found at its address is no assertion.',
      home.observedAt,
    );
  if (home?.state !== 'READ')
    return report.unknown(
      'HOSTED_COPY_NOT_OBTAINED',
      `The hosted assertion was not obtained: ${home?.detail ?? 'it has no address'}.`,
    );
  if (!given)
    return report.valid('HOSTED_COPY_READ', 'The assertion was read at its own address.', home.observedAt);
  // Revocation leaves a shorter document behind; that is a finding of its own step, not a forgery.
  if (home.document['revoked'] === true)
    return report.valid(
      'HOSTED_COPY_REVOKED',
      'The assertion is found at its address, and revoked.',
      home.observedAt,
    );
  return digestOfJson(home.document) === digestOfJson(given)
    ? report.valid(
        'HOSTED_COPY_EQUAL',
        'The assertion found at its own address is the one given.',
        home.observedAt,
      )
    : report.invalid(
        'HOSTED_COPY_DIFFERS',
        'The assertion found at its own address is not the one given.',
        home.observedAt,
      );
}
