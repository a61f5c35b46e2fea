import { readFileSync } from 'node:fs';
import type { VerificationEvidence, VerificationOptions } from './evidence.js';
import type { VerificationResult } from './verdict.js';
import { verifyCredential } from './verify-credential.js';

interface Golden {
  readonly name: string;
  readonly input: string;
  readonly evidence: VerificationEvidence;
  readonly options: VerificationOptions;
  /** Verdict, then each step as `step OUTCOME CODE evidenceAt`. */
  readonly answer: readonly string[];
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Instants of evidence and options are written as text; members of documents stand inside `input` and are not touched. */
const goldens = JSON.parse(readFileSync(new URL('./golden-answers.fixture.json', import.meta.url), 'utf8'), (_key, value: unknown) =>
  typeof value === 'string' && instant.test(value) ? new Date(value) : value,
) as Golden[];

const answerOf = ({ verdict, statusAsOf, trust, steps }: VerificationResult): string[] => [
  `${verdict} ${statusAsOf?.toISOString() ?? '-'} ${trust.state}`,
  ...steps.map(({ step, outcome, code, evidenceAt }) => `${step} ${outcome} ${code} ${evidenceAt?.toISOString() ?? '-'}`),
];

/** Answers written down once: whoever asks the same of the same gets the same, whatever is released in between. */
describe('the answer that was given once is given for ever', () => {
  it.each(goldens)('$name', async ({ input, evidence, options, answer }) => {
    expect(answerOf(await verifyCredential(input, evidence, options))).toEqual(answer);
  });

  it('does not change with time, nor by having been asked', async () => {
    const [first] = goldens;
    if (!first) throw new Error('no golden answers');
    const twice = [await verifyCredential(first.input, first.evidence, first.options), await verifyCredential(first.input, first.evidence, first.options)];
    expect(twice[0]).toEqual(twice[1]);
  });
});
