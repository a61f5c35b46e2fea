import { accepted, type Decision, refusal, refused } from '@cairn/access';

export const purposes = ['TALENT_SEARCH', 'SHARE_LINK', 'PUBLIC_PAGE', 'RESEARCH', 'GUARDIAN', 'STATISTICS'] as const;
export type Purpose = (typeof purposes)[number];
export type Source = 'PERSON' | 'TENANT';

/** One thing that was said about a consent: version 1 gives it, version 2 withdraws it. Nothing is edited; to agree again is a new consent. */
export interface ConsentFact {
  readonly id: string;
  readonly version: 1 | 2;
  readonly earner: string;
  readonly purpose: Purpose;
  readonly by: Source;
  /** Sealed note of where the paper is. */
  readonly evidence: Buffer | null;
  readonly at: Date;
}

/** A consent with what became of it. */
export interface Consent {
  readonly id: string;
  readonly earner: string;
  readonly purpose: Purpose;
  readonly givenAt: Date;
  readonly givenBy: Source;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: Source | null;
  readonly evidence: Buffer | null;
}

/** Consents out of what was said, the latest first. */
export function consentsOf(facts: readonly ConsentFact[]): Consent[] {
  const withdrawals = new Map(facts.filter(({ version }) => version === 2).map((fact) => [fact.id, fact]));
  return facts
    .filter(({ version }) => version === 1)
    .map(({ id, earner, purpose, by, evidence, at }) => {
      const withdrawal = withdrawals.get(id);
      return { id, earner, purpose, evidence, givenAt: at, givenBy: by, withdrawnAt: withdrawal?.at ?? null, withdrawnBy: withdrawal?.by ?? null };
    })
    .sort((a, b) => b.givenAt.getTime() - a.givenAt.getTime() || (a.id < b.id ? 1 : -1));
}

/** The consent for a purpose that stands now. */
export const standingFor = (consents: readonly Consent[], purpose: Purpose): Consent | undefined =>
  consents.find((consent) => consent.purpose === purpose && consent.withdrawnAt === null);

/** Whether the last word on a purpose is that it is not consented to any more. */
export const isWithdrawn = (consents: readonly Consent[], purpose: Purpose): boolean =>
  standingFor(consents, purpose) === undefined && consents.some((consent) => consent.purpose === purpose);

/** What a tenant has to say of the paper on which a person agreed: where it is kept. */
export function checkEvidence(evidence: string | null): Decision<string> {
  const note = evidence?.trim() ?? '';
  if (note === '') return refused(refusal('FIELD_MISSING', 'Say where the consent is kept that the person gave on paper.', 'evidence'));
  if (note.length > 500 || /\p{Cc}/u.test(note)) return refused(refusal('INVALID_VALUE', 'A note has 1 to 500 characters and no control characters.', 'evidence'));
  return accepted(note);
}
