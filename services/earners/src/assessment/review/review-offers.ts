import { note } from '@cairn/audit';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CaseNotices } from '../../notice/case-notices.js';
import { dueAfter } from '../calendar/business-days.js';
import { CandidateStore } from '../reviewer/candidate.store.js';
import { type Candidate, reviewsNeeded, whatForbids } from '../reviewer/eligibility.js';
import type { Reviewer } from '../reviewer/reviewer.js';
import { type Assignment, isEngaged, lapse } from './assignment.js';
import { AssignmentStore } from './assignment.store.js';
import { CaseLoading, type LockedCase, presentOf } from './case-loading.js';
import { UnofferedStore } from './unoffered.store.js';

/** Business days in which an offer is answered. */
const answerDays = 2;
/** Time after which is looked again for somebody who may review. */
const lookAgainMs = 300_000;
/** Most pages of candidates that are judged for one offer. */
const pagesMax = 20;

/** Asks reviewers by the rules, until a filing has as many as its decision needs. */
@Injectable()
export class ReviewOffers {
  constructor(
    private readonly cases: CaseLoading,
    private readonly assignments: AssignmentStore,
    private readonly candidates: CandidateStore,
    private readonly unoffered: UnofferedStore,
    private readonly told: CaseNotices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Locks the case, and asks whom it still needs. A case for which nobody is found is looked at again later. */
  async ensure(tx: Tx, tenant: string, submission: string): Promise<Assignment[]> {
    const found = await this.cases.lock(tx, tenant, submission);
    if (!found || (found.submission.state !== 'SUBMITTED' && found.submission.state !== 'IN_REVIEW')) {
      await this.unoffered.remove(tx, tenant, submission);
      return [];
    }
    const missing = reviewsNeeded(found.policy, found.secondAsked) - presentOf(found).filter(isEngaged).length;
    const chosen = missing > 0 ? await this.choose(tx, found, missing) : [];
    const offers = chosen.map(({ id }) => this.offerOf(found, id));
    for (const offer of offers) {
      await this.assignments.insert(tx, offer);
      await this.candidates.asked(tx, tenant, offer.reviewer, offer.offeredAt);
      await this.told.toReviewer(tx, { ...offer, issuer: found.submission.issuer, achievementVersion: found.version.id });
    }
    await note(tx, ...offers.map(({ id }) => ({ tenant, action: 'cairn.review-assignment.offered', subject: id, subjectKind: 'REVIEW_ASSIGNMENT', earners: [found.submission.earner] })));
    if (offers.length < missing) await this.unoffered.add(tx, tenant, submission, new Date(this.clock.now() + lookAgainMs));
    else await this.unoffered.remove(tx, tenant, submission);
    return offers;
  }

  /** Takes back what somebody was offered and has not answered. The cases are looked at again at once. */
  async lapseOf(tx: Tx, { tenant, id }: Reviewer, at: Date): Promise<void> {
    for (const offer of await this.assignments.offeredTo(tx, tenant, id)) {
      const lapsed = lapse(offer, at);
      if (!lapsed.ok) continue;
      await this.assignments.update(tx, lapsed.value);
      await this.unoffered.add(tx, tenant, offer.submission, at);
    }
  }

  lookAgain(tx: Tx, tenant: string, at: Date): Promise<void> {
    return this.unoffered.hurry(tx, tenant, at);
  }

  private async choose(tx: Tx, { submission, policy }: LockedCase, missing: number): Promise<Candidate[]> {
    const now = new Date(this.clock.now());
    const chosen: Candidate[] = [];
    const passed: string[] = [];
    for (let page = 0; page < pagesMax && chosen.length < missing; page += 1) {
      const candidates = await this.candidates.next(tx, submission, today(this.clock), passed);
      if (candidates.length === 0) break;
      passed.push(...candidates.map(({ id }) => id));
      chosen.push(...candidates.filter((candidate) => whatForbids(candidate, submission, policy.reviewers, now).length === 0));
    }
    return chosen.slice(0, missing);
  }

  private offerOf({ submission, round, version }: LockedCase, reviewer: string): Assignment {
    const offeredAt = new Date(this.clock.now());
    const { tenant, id, attempt } = submission;
    const lapsesAt = daysLater(offeredAt, answerDays, version.calendar);
    return { id: newId(), tenant, submission: id, attempt, round, reviewer, state: 'OFFERED', offeredAt, acceptedAt: null, endedAt: null, lapsesAt };
  }
}

/** A calendar without business days counts every day here: nobody waits for ever. */
export function daysLater(at: Date, days: number, calendar: Parameters<typeof dueAfter>[2]): Date {
  const due = dueAfter(at, days, calendar);
  return due.ok ? due.value : new Date(at.getTime() + days * 86_400_000);
}
