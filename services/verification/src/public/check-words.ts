import type { StepResult } from '@cairn/credentials';

/** What each check asks, in plain words. */
const questions: Readonly<Record<StepResult['step'], string>> = {
  parse: 'Can the document be read?',
  context: 'Are its terms ones that are known, with the meaning they are meant to have?',
  schema: 'Has it the form of an Open Badges credential?',
  proof: 'Is the signature right, so that not a letter was changed since?',
  issuerKey: 'Is the key with which it was signed one of the issuer’s, and was it in use then?',
  issuerIdentity: 'Is the signer the issuer that the document names?',
  validity: 'Is today within its time of validity?',
  suspension: 'Is it free of suspension?',
  revocation: 'Is it free of revocation?',
  resources: 'Are files that it names still what they were?',
  definition: 'Does it say the same as the issuer’s definition?',
  authority: 'Was whoever issued it entitled to?',
  subject: 'Is it about whom it was asked about?',
};

const outcomes: Readonly<Record<StepResult['outcome'], string>> = { VALID: 'Yes', INVALID: 'No', UNKNOWN: 'Not known', NOT_APPLICABLE: 'Not asked' };

const verdicts = {
  VALID: 'Valid: every check holds.',
  INVALID: 'Not valid: at least one check fails.',
  UNKNOWN: 'Not certain: nothing fails, but at least one check could not be decided.',
} as const;

export const questionOf = (step: StepResult['step']): string => questions[step] ?? step;
export const outcomeWords = (outcome: StepResult['outcome']): string => outcomes[outcome];
export const verdictWords = (verdict: keyof typeof verdicts): string => verdicts[verdict];
