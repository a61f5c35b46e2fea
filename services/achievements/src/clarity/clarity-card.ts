import { basisWords, type CardIssuer, type ClarityFact, codeWords, factsOf, titleWithBasis } from '@cairn/clarity';
import type { VersionText } from '../achievement-version/achievement-version.js';
import { isAssessed } from '../achievement-version/claim-basis.js';
import type { Recognition } from '../achievement-version/version-facts.js';
import type { StandardFollowed } from '../schema.types.js';
import { isUnusual } from './usual-sector.js';

/** What a definition states and what it does not. It ranks nothing. */
export interface ClarityCard {
  /** The title with its basis. */
  readonly title: string;
  readonly basis: string;
  readonly assessed: boolean;
  readonly facts: readonly ClarityFact[];
  readonly stated: number;
  readonly applicable: number;
  /** stated / applicable. */
  readonly completeness: number;
  readonly howAssessed: string | null;
  readonly whoAssessed: string | null;
  readonly recognisedBy: readonly Recognition[];
  readonly standardFollowed: StandardFollowed;
  readonly notes: readonly string[];
}

/** The clarity card (domain: flavours), computed of fields alone. */
export function clarityCard(text: VersionText, issuer: CardIssuer | undefined): ClarityCard {
  const facts = factsOf(text, issuer);
  const stated = facts.filter(({ status }) => status === 'STATED').length;
  const applicable = facts.filter(({ status }) => status !== 'NOT_APPLICABLE').length;
  const assessed = isAssessed(text.claimBasis);
  return {
    title: titleWithBasis(text.title, text.claimBasis),
    basis: basisWords(text.claimBasis),
    assessed,
    facts,
    stated,
    applicable,
    completeness: stated / applicable,
    howAssessed: facts.find(({ fact }) => fact === 'ASSESSMENT_METHOD')?.value ?? null,
    whoAssessed: assessed ? whoAssessed(text) : null,
    recognisedBy: text.stated.recognition,
    standardFollowed: text.stated.standardFollowed ?? 'NONE_STATED',
    notes: isUnusual(text) ? [`It is unusual for the sector ${codeWords(text.issuerSector)} to issue this for the use ${codeWords(text.useCase)}.`] : [],
  };
}

/** Who decides whether somebody has it, by the policy of assessment; null when there is none. */
function whoAssessed({ assessment }: VersionText): string | null {
  switch (assessment?.decision) {
    case 'SINGLE_REVIEW':
      return 'A reviewer decides';
    case 'TWO_STAGE':
      return 'A reviewer recommends, and somebody else decides';
    case 'PANEL':
      return assessment.panel ? `A panel of ${assessment.panel.members} decides; ${assessment.panel.needed} of them have to agree` : 'A panel decides';
    default:
      return null;
  }
}
