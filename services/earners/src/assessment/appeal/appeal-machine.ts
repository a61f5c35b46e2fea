import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';
import type { AssessmentPolicy } from '@cairn/events';
import { cast, resultOf, type Seat } from '../misconduct/ballot.js';
import type { Appeal, AppealRemedy, AppealState, PanelVote } from './appeal.js';

/** The life of an appeal (domain.md 4.3): each function is one command, and says no by a refusal. */

export interface Panel {
  readonly members: readonly Pick<Seat<PanelVote>, 'actor' | 'kind'>[];
  /** Those who took part in what is appealed against: reviewers, who decided, who sat on the committee, who reported. */
  readonly involved: ReadonlySet<string>;
  readonly policy: AssessmentPolicy['decision'];
}

const membersMax = 15;

/** What one reviewer decided alone one other may look at again; anything else needs three. */
const membersMin = (policy: AssessmentPolicy['decision']): number => (policy === 'SINGLE_REVIEW' ? 1 : 3);

/** Whether an appeal against something may still be filed. `until` is the first instant at which it is too late. */
export const checkWindow = (until: Date, at: Date): Refusal[] =>
  at < until ? [] : [refusal('APPEAL_WINDOW_CLOSED', `An appeal had to be filed before ${until.toISOString()}.`)];

export function admit(appeal: Appeal, { members, involved, policy }: Panel): Decision<Appeal> {
  const no = allowed(appeal, ['FILED'], 'admitted');
  if (no) return no;
  const least = membersMin(policy);
  const actors = new Set(members.map(({ actor }) => actor));
  if (actors.size < least || actors.size > membersMax || actors.size < members.length) {
    return refused(refusal('INVALID_VALUE', `A panel has ${least} to ${membersMax} members here, each named once.`, 'panel'));
  }
  const place = members.findIndex(({ actor }) => involved.has(actor));
  if (place >= 0) return memberInvolved('panel', String(place));
  return accepted({ ...appeal, state: 'ADMITTED', panel: members.map(({ actor, kind }) => ({ actor, kind, vote: null })) });
}

/** @param text why, as the earner is told */
export function dismiss(appeal: Appeal, text: Buffer, at: Date): Decision<Appeal> {
  return allowed(appeal, ['FILED'], 'dismissed') ?? accepted({ ...appeal, state: 'INADMISSIBLE', answer: text, closedAt: at });
}

export function withdraw(appeal: Appeal, at: Date): Decision<Appeal> {
  return allowed(appeal, ['FILED', 'ADMITTED'], 'withdrawn') ?? accepted({ ...appeal, state: 'WITHDRAWN', closedAt: at });
}

/** A vote of one member of the panel, and what he wants the earner to be told. */
export interface Ballot {
  readonly actor: string;
  readonly vote: PanelVote;
  readonly text: Buffer | null;
}

/** One vote. The appeal is decided with it as soon as no vote that is left could change the result, or what follows from it. */
export function decide(appeal: Appeal, { actor, vote, text }: Ballot, involved: ReadonlySet<string>, at: Date): Decision<Appeal> {
  const no = allowed(appeal, ['ADMITTED'], 'decided');
  if (no) return no;
  if (involved.has(actor)) return memberInvolved();
  if (vote !== 'REJECT' && !remediesOf(appeal).includes(vote)) {
    return refused(refusal('INVALID_VALUE', `What can follow here is ${remediesOf(appeal).join(' or ')}.`, 'vote'));
  }
  const panel = cast(appeal.panel, actor, vote);
  if (!panel) return refused(refusal('APPEAL_STATE_INVALID', 'Only who sits on the panel of this appeal votes on it, once.', 'id'));
  const voted = { ...appeal, panel, answer: text ?? appeal.answer };
  const upheld = resultOf(panel, (one) => one !== 'REJECT');
  if (upheld === 'LOST') return accepted({ ...voted, state: 'REJECTED', closedAt: at });
  const remedy = upheld === 'CARRIED' ? remedyOf(appeal, panel) : undefined;
  return accepted(remedy ? { ...voted, state: 'UPHELD', remedy, closedAt: at } : voted);
}

export const isPending = ({ state }: Pick<Appeal, 'state'>): boolean => state === 'FILED' || state === 'ADMITTED';

/** An award that was made holds again; what was not granted is granted, or looked at again. */
const remediesOf = ({ award }: Appeal): readonly AppealRemedy[] => (award === null ? ['GRANT', 'REVIEW_AGAIN'] : ['REINSTATE']);

/** To grant needs a majority of its own; undefined while it may still find one. */
function remedyOf({ award }: Appeal, panel: readonly Seat<PanelVote>[]): AppealRemedy | undefined {
  if (award !== null) return 'REINSTATE';
  const grant = resultOf(panel, (one) => one === 'GRANT');
  if (grant === 'OPEN') return undefined;
  return grant === 'CARRIED' ? 'GRANT' : 'REVIEW_AGAIN';
}

const memberInvolved = (...field: string[]) =>
  refused(refusal('PANEL_MEMBER_INVOLVED', 'Who took part in what is appealed against does not decide on the appeal.', ...field));

const allowed = ({ state }: Appeal, states: readonly AppealState[], done: string) =>
  states.includes(state)
    ? undefined
    : refused(refusal('APPEAL_STATE_INVALID', `An appeal that is ${state} cannot be ${done}; it has to be ${states.join(' or ')}.`, 'id'));
