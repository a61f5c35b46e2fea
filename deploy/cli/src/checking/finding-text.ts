import type { VerificationResult } from '@cairn/credentials';

/** What people read of a check; documents of strangers are quoted in it, so whatever steers a terminal is taken out. */
export function findingText({ verdict, read, steps, statusAsOf, endorsements, nested }: VerificationResult): string {
  const form = read ? `  ${read.format}${read.container === 'NONE' ? '' : ` in ${read.container}`}` : '';
  const lines = steps.map(({ step, outcome, code, message }) => `  ${OUTCOME_WORDS[outcome].padEnd(8)} ${step.padEnd(15)} ${code}: ${message}`);
  const beside = [
    ...endorsements.map(({ result }) => `  endorsement: ${result.verdict}`),
    ...nested.map(({ id, result }) => `  holds ${id ?? 'a credential without id'}: ${result.verdict}`),
    ...(statusAsOf ? [`  status as of ${statusAsOf.toISOString()}`] : []),
  ];
  return withoutControls([`${verdict}${form}`, ...lines, ...beside].join('\n'));
}

/** For programs: what the text says, and the document as read. */
export function findingJson({ verdict, read, steps, asOf, statusAsOf, endorsements, nested, document }: VerificationResult): object {
  return {
    verdict,
    format: read?.format ?? null,
    container: read?.container ?? null,
    asOf,
    statusAsOf,
    steps,
    endorsements: endorsements.map(({ result }) => findingJson(result)),
    nested: nested.map(({ result }) => findingJson(result)),
    document,
  };
}

const OUTCOME_WORDS = { VALID: 'VALID', INVALID: 'INVALID', UNKNOWN: 'UNKNOWN', NOT_APPLICABLE: '-' } as const;

/** Escape sequences, and characters that turn the direction of writing. */
function withoutControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
