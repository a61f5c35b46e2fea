import { accepted, type Decision, grantMissing, may, type Principal, refusal, refused } from '@cairn/access';
import type { Mark } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { reviewsNeeded } from '../reviewer/eligibility.js';
import { ReviewerRules } from '../reviewer/reviewer-rules.service.js';
import type { Reviewer } from '../reviewer/reviewer.js';
import { ReviewerStore } from '../reviewer/reviewer.store.js';
import { type Assignment, isEngaged, lapse } from './assignment.js';
import { AssignmentAnswerService, notListed } from './assignment-answer.service.js';
import { AssignmentStore } from './assignment.store.js';
import { CaseLoading, type LockedCase, presentOf } from './case-loading.js';
import { ClaimableStore } from './claimable.store.js';

/** Null: there is no case for the caller now. */
export type Claimed = Decision<{ readonly assignment: Assignment; readonly marks: readonly Mark[] } | null>;

/** Cases that are looked at for one claim. */
const looksMax = 40;
/** Of those in somebody else's hand, how many are waited for. */
const busyMax = 3;

/** A reviewer takes the next case himself, whoever it was offered to: who begins first reviews it. */
@Injectable()
export class ReviewClaimService {
  constructor(
    private readonly database: Database,
    private readonly claimable: ClaimableStore,
    private readonly reviewers: ReviewerStore,
    private readonly rules: ReviewerRules,
    private readonly cases: CaseLoading,
    private readonly assignments: AssignmentStore,
    private readonly answers: AssignmentAnswerService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  claim(principal: Principal, issuer: string, achievement: string | null): Promise<Claimed> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'REVIEW', { issuer, achievement })) return Promise.resolve(refused(grantMissing('REVIEW')));
    return this.database.write({ tenant }, async (tx): Promise<Claimed> => {
      const [me] = await this.rules.entriesOf(tx, principal);
      if (me?.state !== 'ACTIVE') return refused(notListed);
      const listed = await this.reviewers.listed(tx, tenant, me.id);
      if (!listed || listed.open >= me.openAtMost) return refused(refusal('REVIEWER_NOT_QUALIFIED', `The caller has ${me.openAtMost} open, which is as many as he may have.`));
      const waiting = await this.claimable.next(tx, { tenant, issuer, achievement, reviewer: me.id }, looksMax);
      const busy: string[] = [];
      for (const submission of waiting) {
        const free = await this.claimable.tryLock(tx, tenant, submission);
        if (!free) busy.push(submission);
        const taken = free ? await this.takeIfOpen(tx, principal, submission, me) : undefined;
        if (taken) return taken;
      }
      // What somebody else had in hand just now may be free after all.
      for (const submission of busy.slice(0, busyMax)) {
        const taken = await this.takeIfOpen(tx, principal, submission, me);
        if (taken) return taken;
      }
      return accepted(null);
    });
  }

  /** Waits for the lock of a case; undefined when it is not for him. */
  private async takeIfOpen(tx: Tx, principal: Principal, submission: string, me: Reviewer): Promise<Claimed | undefined> {
    const found = await this.cases.lock(tx, me.tenant, submission);
    if (!found || !isOpen(found, me) || (await this.rules.whatForbids(tx, principal, found, me)).length > 0) return undefined;
    return this.take(tx, found, me);
  }

  /** His own offer is accepted; otherwise one that somebody else has not answered lapses for it. */
  private async take(tx: Tx, found: LockedCase, { id: reviewer, tenant }: Reviewer): Promise<Claimed> {
    const at = new Date(this.clock.now());
    const offers = presentOf(found).filter(({ state }) => state === 'OFFERED');
    const own = offers.find((offer) => offer.reviewer === reviewer);
    if (own) return this.answers.take(tx, found, own);
    const { submission, round } = found;
    const { id, attempt } = submission;
    const mine: Assignment = { id: newId(), tenant, submission: id, attempt, round, reviewer, state: 'OFFERED', offeredAt: at, acceptedAt: null, endedAt: null, lapsesAt: at };
    const full = presentOf(found).filter(isEngaged).length >= reviewsNeeded(found.policy, found.secondAsked);
    const [displaced] = full ? offers : [];
    const lapsed = displaced && lapse(displaced, at);
    if (lapsed?.ok) await this.assignments.update(tx, lapsed.value);
    await this.assignments.insert(tx, mine);
    return this.answers.take(tx, { ...found, assignments: [...found.assignments, mine] }, mine);
  }
}

/** Whether a case still lacks a reviewer, and this one has not answered about it. */
function isOpen(found: LockedCase, { id }: Reviewer): boolean {
  const { state, attempt } = found.submission;
  const taken = presentOf(found).filter((one) => one.state === 'ACCEPTED' || one.state === 'DONE').length;
  const answered = found.assignments.some((one) => one.reviewer === id && one.attempt === attempt && one.state !== 'OFFERED');
  return (state === 'SUBMITTED' || state === 'IN_REVIEW') && taken < reviewsNeeded(found.policy, found.secondAsked) && !answered;
}
