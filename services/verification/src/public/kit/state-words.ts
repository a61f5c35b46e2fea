import type { ShownAward, ShownState } from '../shown-award.js';

const words: Readonly<Record<ShownState, string>> = {
  ACTIVE: 'In force',
  EXPIRED: 'Expired',
  SUSPENDED: 'Suspended',
  REVOKED: 'Revoked',
  REPLACED: 'Replaced by a corrected award',
};

const sentences: Readonly<Record<ShownState, string>> = {
  ACTIVE: 'This award is in force.',
  EXPIRED: 'This award has expired. It was good when it was made; its time is over.',
  SUSPENDED: 'This award is suspended: until its issuer decides, it does not count.',
  REVOKED: 'This award was revoked by its issuer. It does not count any more.',
  REPLACED: 'This award was replaced by a corrected one. It does not count any more.',
};

/** Where an award stands, in words: one or two, or a sentence. */
export const stateWords = (state: ShownState): string => words[state];
export const stateSentence = (state: ShownState): string => sentences[state];

const inEnglish = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** A civil date for people, as `November 22, 2026`. */
export const dayWords = (day: string): string => inEnglish.format(new Date(`${day}T00:00:00Z`));

/** The last day of validity for people; what is kept is the first day after it. */
export function validityWords({ validUntil }: Pick<ShownAward, 'validUntil'>): string {
  if (validUntil === null) return 'no end';
  return `until the end of ${inEnglish.format(new Date(Date.parse(`${validUntil}T00:00:00Z`) - 86_400_000))} (UTC)`;
}
