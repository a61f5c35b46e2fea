import { may, principalOf, refusal, type Refusal, type Right, type ScopedRight } from '@cairn/access';
import type { AssessmentPolicy } from '@cairn/events';

/** A reviewer beside a case: what the rules ask about. */
export interface Candidate {
  readonly id: string;
  readonly actor: string;
  /** Null: all. */
  readonly achievements: readonly string[] | null;
  readonly languages: readonly string[];
  readonly open: number;
  readonly openAtMost: number;
  /** Whether the case is his own. */
  readonly isEarner: boolean;
  /** Whether both belong to a group. */
  readonly colleague: boolean;
  /** Whether one of the two reviewed another case of the other before. */
  readonly collaborator: boolean;
  /** Whether he holds an award of the achievement that is active today. */
  readonly holder: boolean;
  /** What was heard of his grants; null: nothing yet. */
  readonly grants: { readonly rights: readonly Right[]; readonly scoped: readonly ScopedRight[]; readonly until: Date | null } | null;
}

export interface CaseToReview {
  readonly tenant: string;
  readonly issuer: string;
  readonly achievement: string;
  /** BCP 47. */
  readonly language: string;
}

/** What forbids that somebody reviews a case: nothing when he may. domain.md 4.3; the rules are asked again at each step. */
export function whatForbids(candidate: Candidate, { tenant, issuer, achievement, language }: CaseToReview, rules: AssessmentPolicy['reviewers'], now: Date): Refusal[] {
  const found: Refusal[] = [];
  const { isEarner, colleague, collaborator, holder, languages, achievements } = candidate;
  if (isEarner) found.push(conflict('Nobody reviews his own case.'));
  if (rules.notSameGroup && colleague) found.push(conflict('The reviewer and the earner belong to one group.'));
  if (rules.notEarlierCollaborator && collaborator) found.push(conflict('The reviewer and the earner have met in another case.'));
  if (!mayReview(candidate, { tenant, issuer, achievement }, now)) found.push(unqualified('The reviewer lacks the right REVIEW here.'));
  if (rules.mustHoldAward && !holder) found.push(unqualified('Reviewers hold the achievement themselves.'));
  if (rules.sameLanguage && !languages.some((one) => primary(one) === primary(language))) found.push(unqualified(`The case is written in ${language}.`));
  if (achievements && !achievements.includes(achievement)) found.push(unqualified('The reviewer is not asked about this achievement.'));
  return found;
}

/** Whether he has room for one more. */
export const hasRoom = ({ open, openAtMost }: Candidate): boolean => open < openAtMost;

/** How many reviews a decision needs. */
export const reviewsNeeded = (policy: AssessmentPolicy, secondAsked: boolean): number =>
  policy.decision === 'PANEL' ? (policy.panel?.members ?? 1) : policy.secondOpinion === 'ALWAYS' || secondAsked ? 2 : 1;

/** Of somebody whose grants were not heard of yet nothing is believed: his own request will say. */
function mayReview({ actor, grants }: Candidate, { tenant, issuer, achievement }: Omit<CaseToReview, 'language'>, now: Date): boolean {
  if (grants === null) return true;
  const { rights, scoped, until } = grants;
  return (until === null || until > now) && may(principalOf({ actor, tenant, rights, scoped }), 'REVIEW', { issuer, achievement });
}

const primary = (tag: string): string => tag.split('-', 1).join('').toLowerCase();
const conflict = (message: string): Refusal => refusal('REVIEWER_CONFLICT', message, 'id');
const unqualified = (message: string): Refusal => refusal('REVIEWER_NOT_QUALIFIED', message, 'id');
