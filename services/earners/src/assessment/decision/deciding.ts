import { accepted, type Decision, may, type Principal, refused, registryActing } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { submissionDeniedEvent, submissionGrantedEvent, submissionReturnedEvent } from '../../events/publishes-submissions.js';
import { businessDaysBetween } from '../calendar/business-days.js';
import { lapse } from '../review/assignment.js';
import { AssignmentStore } from '../review/assignment.store.js';
import { type LockedCase, presentOf } from '../review/case-loading.js';
import { CaseSeals } from '../submission/case-seals.js';
import { deny, giveBack, grant } from '../submission/submission-machine.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';
import { CaseAward } from './case-award.js';
import type { ReviewDecision } from './decision.js';
import { DecisionStore } from './decision.store.js';
import { decisionField, DecisionToldStore, toldField } from './decision-told.store.js';
import type { Verdict } from './verdict.js';
import type { Deciders } from './who-decides.js';

/** What a decision brought about. Ids are bare. */
export interface Decided {
  readonly decision: string;
  readonly award: string | null;
  readonly marks: readonly Mark[];
}

/** Carries a decision out, under the lock of its case: the decision, the state, and with a grant the award, or nothing of it. */
@Injectable()
export class Deciding {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly assignments: AssignmentStore,
    private readonly decisions: DecisionStore,
    private readonly told: DecisionToldStore,
    private readonly awards: CaseAward,
    private readonly seals: CaseSeals,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async carryOut(tx: Tx, found: LockedCase, verdict: Verdict, deciders: Exclude<Deciders, 'ASK_SECOND'>): Promise<Decision<Decided>> {
    const at = new Date(this.clock.now());
    const { submission } = found;
    // Before anything is written: whether the case is in a state that allows it.
    const possible = next(submission, verdict, submission.id, at);
    if (!possible.ok) return possible;
    const made = verdict.kind === 'GRANT' ? await this.awards.make(tx, found, verdict.outcomes, at) : accepted(null);
    if (!made.ok) return made;
    const award = made.value?.award.id ?? null;
    const after = next(submission, verdict, award ?? '', at);
    if (!after.ok) return after;
    const businessDays = daysUsed(found, at);
    const decision = await this.write(tx, found, verdict, { ...deciders, businessDays, at });
    await this.submissions.update(tx, after.value);
    await this.endOthers(tx, found, at);
    const levels = verdict.outcomes.map(({ criterion, level, meets }) => ({ criterion, level, meets }));
    // The trail names who decided, about nobody: what is said of the earner in it is his to read.
    await note(tx, { tenant: submission.tenant, action: 'cairn.submission.decided', subject: decision, subjectKind: 'DECISION' });
    const marks = await registryActing(() => appendEvents(tx, [eventOf(after.value, verdict, award, { businessDays, levels })]));
    return accepted({ decision, award, marks: [...(made.value?.marks ?? []), ...marks] });
  }

  /** A filing that is decided on again, after an appeal, overturns what stood before. */
  private async write(tx: Tx, { submission, decisions }: LockedCase, verdict: Verdict, how: Pick<ReviewDecision, 'as' | 'by' | 'businessDays' | 'at'>): Promise<string> {
    const { tenant, id: of, attempt } = submission;
    const { kind, reason, feedback, returnedParts, outcomes } = verdict;
    const id = newId();
    const isTold = feedback !== null || outcomes.some((outcome) => outcome.feedback !== null);
    const seal = isTold ? await this.seals.of(tx, submission) : undefined;
    const sealed = feedback === null || !seal ? null : seal.seal(decisionField(id), feedback);
    await this.decisions.insert(tx, { id, tenant, submission: of, attempt, kind, reason, feedback: sealed, returnedParts, overturns: decisions.at(-1)?.id ?? null, ...how });
    const told = outcomes.map(({ criterion, level, meets, feedback: words }) => ({
      ...{ decision: id, criterion, level, meets },
      feedback: words === null || !seal ? null : seal.seal(toldField(id, criterion), words),
    }));
    await this.told.insert(tx, tenant, told);
    return id;
  }

  /** Whoever was still asked about the filing need not answer any more. */
  private async endOthers(tx: Tx, found: LockedCase, at: Date): Promise<void> {
    for (const open of presentOf(found)) {
      const lapsed = lapse(open, at);
      if (lapsed.ok) await this.assignments.update(tx, lapsed.value);
    }
  }
}

/** Whether somebody may grant a case. */
export const mayGrant = (principal: Principal, submission: Submission): boolean => may(principal, 'GRANT_AWARD', submission);

function next(submission: Submission, { kind, returnedParts }: Verdict, award: string, at: Date): Decision<Submission> {
  if (kind === 'GRANT') return grant(submission, award, at);
  if (kind === 'RETURN') return giveBack(submission, returnedParts, at);
  return kind === 'DENY' ? deny(submission, at) : refused();
}

function eventOf(submission: Submission, { kind, reason }: Verdict, award: string | null, outcome: Parameters<typeof submissionReturnedEvent>[1]): NewEvent {
  if (award !== null) return submissionGrantedEvent(submission, award, outcome);
  return kind === 'RETURN' ? submissionReturnedEvent(submission, outcome) : submissionDeniedEvent(submission, reason, outcome);
}

/** Business days from filing to decision. A hold moved the day on which it is due, so it is told by that. */
function daysUsed({ submission: { submittedAt, dueAt }, policy, version: { calendar } }: LockedCase, at: Date): number {
  if (submittedAt === null) return 0;
  const held = dueAt === null ? 0 : businessDaysBetween(submittedAt, new Date(dueAt.getTime() - 1), calendar) - policy.reviewDays;
  return Math.max(0, businessDaysBetween(submittedAt, at, calendar) - held);
}
