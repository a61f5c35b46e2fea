import { accepted, type Decision, notFound, type Principal, refusal, refused, registryActing } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { submissionChangedEvent } from '../../events/publishes-submissions.js';
import { ReviewerRules } from '../reviewer/reviewer-rules.service.js';
import { putBack, takeUp } from '../submission/submission-machine.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { acceptOffer, type Assignment, declineOffer, recuse } from './assignment.js';
import { AssignmentStore } from './assignment.store.js';
import { CaseLoading, type LockedCase, presentOf } from './case-loading.js';
import { daysLater, ReviewOffers } from './review-offers.js';
import { ReviewStore } from './review.store.js';

export type AssignmentWritten = Decision<{ readonly assignment: Assignment; readonly marks: readonly Mark[] }>;

/** Business days after the decision was due in which an accepted review is still waited for. */
const patienceDays = 5;

/** Reviewers answer what they are asked. The rules are asked again: much may have changed since. */
@Injectable()
export class AssignmentAnswerService {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseLoading,
    private readonly rules: ReviewerRules,
    private readonly submissions: SubmissionStore,
    private readonly assignments: AssignmentStore,
    private readonly reviews: ReviewStore,
    private readonly offers: ReviewOffers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who accepts what another one was offered hears first what forbids it to him. */
  accept(principal: Principal, id: string): Promise<AssignmentWritten> {
    return this.onCase(principal, id, async (tx, found, offer) => {
      const [me] = await this.rules.entriesOf(tx, principal);
      if (me?.state !== 'ACTIVE') return refused(notListed);
      const forbidden = await this.rules.whatForbids(tx, principal, found, me);
      if (forbidden.length > 0) return refused(...forbidden);
      if (offer.reviewer !== me.id) return refused(refusal('REVIEW_STATE_INVALID', 'This was offered to somebody else.', 'id'));
      return this.take(tx, found, offer);
    });
  }

  /** Accepts an offer of the present filing: the case is in review from now on. The rules have been asked. */
  async take(tx: Tx, found: LockedCase, offer: Assignment): Promise<AssignmentWritten> {
    const at = new Date(this.clock.now());
    if (!presentOf(found).some(({ id }) => id === offer.id)) return refused(refusal('REVIEW_STATE_INVALID', 'This filing is not judged any more.', 'id'));
    const { submission, version } = found;
    const dueOn = submission.dueAt === null ? at : new Date(submission.dueAt.getTime() - 1);
    const taken = acceptOffer(offer, daysLater(dueOn, patienceDays, version.calendar), at);
    if (!taken.ok) return taken;
    const inReview = submission.state === 'IN_REVIEW' ? accepted(submission) : takeUp(submission, at);
    if (!inReview.ok) return inReview;
    await this.assignments.update(tx, taken.value);
    await this.reviews.insert(tx, { tenant: offer.tenant, id: newId(), assignment: offer.id, createdAt: at });
    await this.noted(tx, offer, 'accepted');
    if (inReview.value === submission) return accepted({ assignment: taken.value, marks: [] });
    await this.submissions.update(tx, inReview.value);
    return accepted({ assignment: taken.value, marks: await registryActing(() => appendEvents(tx, [submissionChangedEvent(inReview.value, 'taken-up')])) });
  }

  /** @param reason kept in the audit trail */
  decline(principal: Principal, id: string, reason: string): Promise<AssignmentWritten> {
    return this.onOwn(principal, id, async (tx, found, offer) => {
      const declined = declineOffer(offer, new Date(this.clock.now()));
      return declined.ok ? this.leave(tx, found, declined.value, `declined-for-${reason.toLowerCase()}`) : declined;
    });
  }

  /** @param reason kept in the audit trail */
  recuse(principal: Principal, id: string, reason: string): Promise<AssignmentWritten> {
    return this.onOwn(principal, id, async (tx, found, assignment) => {
      if (!presentOf(found).some((one) => one.id === assignment.id)) return refused(refusal('REVIEW_STATE_INVALID', 'This filing has been decided on.', 'id'));
      const left = recuse(assignment, new Date(this.clock.now()));
      return left.ok ? this.leave(tx, found, left.value, `recused-for-${reason.toLowerCase()}`) : left;
    });
  }

  /** Ends an assignment without a review, and asks the next one. A case that nobody reviews any more waits again. */
  async leave(tx: Tx, found: LockedCase, left: Assignment, what: string): Promise<AssignmentWritten> {
    await this.assignments.update(tx, left);
    await this.noted(tx, left, what);
    const others = presentOf(found).some(({ id, state }) => id !== left.id && (state === 'ACCEPTED' || state === 'DONE'));
    const waiting = found.submission.state === 'IN_REVIEW' && !others ? putBack(found.submission, new Date(this.clock.now())) : undefined;
    if (waiting?.ok) await this.submissions.update(tx, waiting.value);
    const marks = waiting?.ok ? await registryActing(() => appendEvents(tx, [submissionChangedEvent(waiting.value, 'put-back')])) : [];
    await this.offers.ensure(tx, left.tenant, left.submission);
    return accepted({ assignment: left, marks });
  }

  private onOwn(principal: Principal, id: string, work: (tx: Tx, found: LockedCase, assignment: Assignment) => Promise<AssignmentWritten>): Promise<AssignmentWritten> {
    return this.onCase(principal, id, async (tx, found, assignment) => {
      const entries = await this.rules.entriesOf(tx, principal);
      return entries.some((entry) => entry.id === assignment.reviewer) ? work(tx, found, assignment) : refused(notFound('assignment', 'id'));
    });
  }

  private onCase(principal: Principal, id: string, work: (tx: Tx, found: LockedCase, assignment: Assignment) => Promise<AssignmentWritten>): Promise<AssignmentWritten> {
    const { tenant } = principal;
    if (tenant === null) return Promise.resolve(refused(notFound('assignment', 'id')));
    return this.database.write({ tenant }, async (tx) => {
      const known = await this.assignments.byId(tx, tenant, id);
      const found = known && (await this.cases.lock(tx, tenant, known.submission));
      const assignment = found?.assignments.find((one) => one.id === id);
      return found && assignment ? work(tx, found, assignment) : refused(notFound('assignment', 'id'));
    });
  }

  /** About nobody: it names the reviewer, and the trail about an earner is his to read. */
  private noted(tx: Tx, { tenant, id }: Assignment, what: string): Promise<void> {
    return note(tx, { tenant, action: `cairn.review-assignment.${what}`, subject: id, subjectKind: 'REVIEW_ASSIGNMENT' });
  }
}

export const notListed = refusal('REVIEWER_NOT_QUALIFIED', 'The caller is not on the list of reviewers.', 'id');
