import { accepted, type Decision, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { type Mark, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CaseLoading, type LockedCase } from '../review/case-loading.js';
import { criteriaOf } from '../review/review.js';
import { ReviewOffers } from '../review/review-offers.js';
import { UnofferedStore } from '../review/unoffered.store.js';
import { ownCase, ReviewerRules } from '../reviewer/reviewer-rules.service.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { Deciding, mayGrant } from './deciding.js';
import { FinalReviews } from './final-reviews.js';
import { togetherOf, verdictOf, type Wish } from './verdict.js';
import { whoDecides } from './who-decides.js';

/** Null decision: a second reviewer was asked instead. Ids are bare. */
export type DecisionAnswer = Decision<{ readonly decision: string | null; readonly award: string | null; readonly marks: readonly Mark[] }>;

/** Somebody decides on a case: the reviewer, the grantor, or a panel by its votes. */
@Injectable()
export class DecideService {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseLoading,
    private readonly submissions: SubmissionStore,
    private readonly finals: FinalReviews,
    private readonly rules: ReviewerRules,
    private readonly offers: ReviewOffers,
    private readonly unoffered: UnofferedStore,
    private readonly deciding: Deciding,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of two who decide at once the second one finds it decided: DECISION_EXISTS. */
  decide(principal: Principal, submission: string, wish: Wish, idempotencyKey: string | null): Promise<DecisionAnswer> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null) return Promise.resolve(missing);
    const asked = { tenant, client: actor, key: idempotencyKey, request: { decideSubmission: { submission, ...wish } } };
    return this.database.write({ tenant }, (tx) => once(tx, asked, () => this.judge(tx, principal, { tenant, actor, submission }, wish)));
  }

  private async judge(tx: Tx, principal: Principal, { tenant, actor, submission }: { tenant: string; actor: string; submission: string }, wish: Wish): Promise<DecisionAnswer> {
    const found = await this.cases.lock(tx, tenant, submission);
    if (!found || !(may(principal, 'REVIEW', found.submission) || mayGrant(principal, found.submission))) return missing;
    const decidable = inReview(found);
    if (!decidable.ok) return decidable;
    const { finals, outcomes, reviewing, assessors } = await this.finals.of(tx, found);
    const { policy, secondAsked, version } = found;
    const deciders = whoDecides(wish.kind, { policy, secondAsked, finals, reviewing, assessors, actor, mayGrant: mayGrant(principal, found.submission) });
    if (!deciders.ok) return deciders;
    const forbidden = await this.tooNear(tx, principal, found);
    if (!forbidden.ok) return forbidden;
    const { earner, achievement } = found.submission;
    const attempt = policy.attemptsMax === null ? found.submission.attempt : await this.submissions.filings(tx, tenant, earner, achievement);
    const judged = { outcomes: togetherOf(outcomes, criteriaOf(version.rubrics)), requirement: version.requirement, attempt, attemptsMax: policy.attemptsMax };
    const verdict = verdictOf(wish, judged);
    if (!verdict.ok) return verdict;
    return deciders.value === 'ASK_SECOND' ? this.askSecond(tx, found, actor) : this.deciding.carryOut(tx, found, verdict.value, deciders.value);
  }

  /** Nobody decides on himself; who decides as a reviewer is asked all the rules again, a grantor those on nearness. */
  private async tooNear(tx: Tx, principal: Principal, found: LockedCase): Promise<Decision<null>> {
    if (await this.rules.isHis(tx, principal, found.submission)) return refused(ownCase);
    const asReviewer = found.policy.decision !== 'TWO_STAGE';
    for (const entry of await this.rules.entriesOf(tx, principal)) {
      const forbidden = (await this.rules.whatForbids(tx, principal, found, entry)).filter(({ code }) => code === 'REVIEWER_CONFLICT' || asReviewer);
      if (forbidden.length > 0) return refused(...forbidden);
    }
    return accepted(null);
  }

  private async askSecond(tx: Tx, { submission, round }: LockedCase, actor: string): Promise<DecisionAnswer> {
    const { tenant, id, attempt } = submission;
    await this.unoffered.askSecond(tx, tenant, { submission: id, attempt, round }, actor, new Date(this.clock.now()));
    await this.offers.ensure(tx, tenant, id);
    return accepted({ decision: null, award: null, marks: [] });
  }
}

function inReview({ submission: { state }, decisions }: LockedCase): Decision<null> {
  if (state === 'IN_REVIEW') return accepted(null);
  if (state === 'SUBMITTED') return refused(refusal('REVIEW_NOT_FINAL', 'Nobody has reviewed the case yet.', 'id'));
  if (decisions.length > 0 && state !== 'HELD') return refused(refusal('DECISION_EXISTS', `This filing has been decided on: ${decisions.at(-1)?.kind}.`, 'id'));
  return refused(refusal('SUBMISSION_STATE_INVALID', `A submission that is ${state} cannot be decided on; it has to be IN_REVIEW.`, 'id'));
}

const missing = refused(notFound('case', 'id'));
