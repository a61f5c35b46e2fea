import { accepted, type Decision } from '@cairn/access';
import type { IssuerCalendar } from '@cairn/events';
import type { NewEvent } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { submissionChangedEvent } from '../../events/publishes-submissions.js';
import { laterBy } from '../calendar/business-days.js';
import { AssignmentStore } from '../review/assignment.store.js';
import { hold, release } from '../submission/submission-machine.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';

/** Stops the clock of a submission and of its reviewers, and lets both go on. The submission's lock is taken. */
@Injectable()
export class CaseHold {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly assignments: AssignmentStore,
  ) {}

  async hold(tx: Tx, submission: Submission, at: Date): Promise<Decision<NewEvent>> {
    return this.saved(tx, hold(submission, at), 'held');
  }

  /** What is due is due later by the business days for which it was held; where a calendar has none that would do, as before. */
  async release(tx: Tx, submission: Submission, calendar: IssuerCalendar | null, at: Date): Promise<Decision<NewEvent>> {
    const { dueAt, heldAt } = submission;
    const later = dueAt && heldAt ? laterBy(dueAt, heldAt, at, calendar) : null;
    const released = release(submission, later?.ok ? later.value : dueAt, at);
    if (released.ok && heldAt) await this.assignments.postpone(tx, submission.tenant, submission.id, { from: heldAt, until: at });
    return this.saved(tx, released, 'released');
  }

  private async saved(tx: Tx, decided: Decision<Submission>, what: string): Promise<Decision<NewEvent>> {
    if (!decided.ok) return decided;
    await this.submissions.update(tx, decided.value);
    return accepted(submissionChangedEvent(decided.value, what));
  }
}
