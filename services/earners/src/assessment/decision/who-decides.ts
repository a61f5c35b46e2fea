import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { AssessmentPolicy } from '@cairn/events';
import type { Recommendation } from '../review/review.js';
import { reviewsNeeded } from '../reviewer/eligibility.js';
import type { DecidedAs, DecisionKind } from './decision.js';

/** How far the review of a filing has come, and who wants to decide. Actors are members and clients. */
export interface Standing {
  readonly policy: AssessmentPolicy;
  readonly secondAsked: boolean;
  /** Final reviews of this filing. */
  readonly finals: readonly { readonly actor: string; readonly recommendation: Recommendation }[];
  /** Who reviews this filing and has not ended. */
  readonly reviewing: readonly string[];
  /** Who reviewed this or an earlier filing of the submission, or began to. */
  readonly assessors: readonly string[];
  readonly actor: string;
  readonly mayGrant: boolean;
}

/** Who decided, and as what; or that somebody else is asked first. */
export type Deciders = { readonly as: DecidedAs; readonly by: readonly string[] } | 'ASK_SECOND';

/** Whether somebody may decide on a filing as he wants to, by the policy of its version. domain.md 4.3. */
export function whoDecides(kind: DecisionKind, standing: Standing): Decision<Deciders> {
  if (kind === 'REVOKE') return refused(refusal('DECISION_NOT_ALLOWED', 'An award is revoked by a committee, or by `revokeAward`.', 'kind'));
  const { decision } = standing.policy;
  return decision === 'PANEL' ? ofPanel(kind, standing) : decision === 'TWO_STAGE' ? ofGrantor(kind, standing) : ofReviewer(kind, standing);
}

function ofReviewer(kind: DecisionKind, standing: Standing): Decision<Deciders> {
  const { actor, finals, reviewing } = standing;
  if (finals.some((one) => one.actor === actor)) return complete(kind, standing, 'REVIEWER');
  return reviewing.includes(actor) ? notFinal : refused(refusal('DECISION_NOT_ALLOWED', 'Who has reviewed the case decides on it.', 'kind'));
}

function ofGrantor(kind: DecisionKind, standing: Standing): Decision<Deciders> {
  const { actor, mayGrant, assessors } = standing;
  if (!mayGrant) return refused(refusal('DECISION_NOT_ALLOWED', 'A reviewer recommends; somebody with the right GRANT_AWARD decides.', 'kind'));
  if (assessors.includes(actor)) return refused(refusal('GRANTOR_IS_ASSESSOR', 'Who has assessed the case does not grant it as well.', 'kind'));
  return complete(kind, standing, 'GRANTOR');
}

function complete(kind: DecisionKind, standing: Standing, as: DecidedAs): Decision<Deciders> {
  const { policy, secondAsked, finals, actor } = standing;
  if (finals.length < reviewsNeeded(policy, secondAsked)) return notFinal;
  const against = finals.length === 1 && finals.some(({ recommendation }) => (recommendation === 'MEETS') !== (kind === 'GRANT'));
  return accepted(policy.secondOpinion === 'ON_DISAGREEMENT' && !secondAsked && against ? 'ASK_SECOND' : { as, by: [actor] });
}

/** Final reviews are the votes: MEETS is one for granting, anything else one against. Whoever has voted may say that it is over. */
function ofPanel(kind: DecisionKind, { policy, finals, reviewing, actor }: Standing): Decision<Deciders> {
  const { members, needed } = policy.panel ?? { members: 1, needed: 1 };
  if (!finals.some((one) => one.actor === actor)) {
    return reviewing.includes(actor) ? notFinal : refused(refusal('DECISION_NOT_ALLOWED', 'A member of the panel who has voted says how it was decided.', 'kind'));
  }
  const of = (granting: boolean) => finals.filter(({ recommendation }) => (recommendation === 'MEETS') === granting).map((one) => one.actor);
  const [yes, no] = [of(true), of(false)];
  const granted = yes.length >= needed;
  const lost = members - no.length < needed;
  if (!granted && !lost) return refused(refusal('REVIEW_NOT_FINAL', `${yes.length} of ${members} are for granting, ${no.length} against; ${needed} are needed.`, 'kind'));
  if (granted !== (kind === 'GRANT')) return refused(refusal('DECISION_NOT_ALLOWED', granted ? 'The panel is for granting.' : 'The panel is not for granting.', 'kind'));
  return accepted({ as: 'PANEL', by: granted ? yes : no });
}

const notFinal = refused(refusal('REVIEW_NOT_FINAL', 'The reviews that this decision needs are not final yet.', 'id'));
