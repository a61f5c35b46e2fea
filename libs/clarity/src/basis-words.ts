/** How a claim came about (domain: flavours). */
export type ClaimBasis = 'KNOWLEDGE' | 'DEMONSTRATED_SKILL' | 'APPLIED_COMPETENCY' | 'EXPERIENCE' | 'DISPOSITION' | 'PARTICIPATION';

const words: Readonly<Record<ClaimBasis, string>> = {
  KNOWLEDGE: 'Knowledge, assessed',
  DEMONSTRATED_SKILL: 'Demonstrated skill, assessed',
  APPLIED_COMPETENCY: 'Applied competency, assessed',
  EXPERIENCE: 'Experience, not assessed',
  DISPOSITION: 'Disposition, not assessed',
  PARTICIPATION: 'Participation, not assessed',
};
const assessed: ReadonlySet<string> = new Set<ClaimBasis>(['KNOWLEDGE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY']);

/** The basis of a claim in words: the only place that decides them, so that what nobody assessed is nowhere said to be (F2, F4). */
export const basisWords = (basis: string): string => (Object.hasOwn(words, basis) ? words[basis as ClaimBasis] : basis);

/** A title as it is always shown: with its basis, since that says what the title is worth (F4). */
export const titleWithBasis = (title: string, basis: string): string => `${title} (${basisWords(basis)})`;

/** Whether the claim rests on an assessment; the others say what somebody did or is, not what was tested. */
export const restsOnAssessment = (basis: string): boolean => assessed.has(basis);
