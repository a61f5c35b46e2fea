import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { ReviewerRules } from '../reviewer/reviewer-rules.service.js';
import { type CaseSeal, CaseSeals } from '../submission/case-seals.js';
import { type Assignment, finish } from './assignment.js';
import { AssignmentStore } from './assignment.store.js';
import { CaseLoading, type LockedCase, presentOf } from './case-loading.js';
import { OpenedReviews, type Review } from './opened-reviews.js';
import { criteriaOf, finalOutcomes, type Recommendation, type ScoreChange, withScores } from './review.js';
import { feedbackField, notesField, ReviewStore, type StoredReview } from './review.store.js';

export type ReviewWritten = Decision<Review>;

/** A review in the hands of its reviewer, under the lock of its case. */
interface Held {
  readonly found: LockedCase;
  readonly assignment: Assignment;
  readonly stored: StoredReview;
  readonly seal: CaseSeal;
}

/** Reviewers write their reviews: as a draft as often as they like, and once for good. */
@Injectable()
export class ReviewWriteService {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseLoading,
    private readonly rules: ReviewerRules,
    private readonly assignments: AssignmentStore,
    private readonly reviews: ReviewStore,
    private readonly opened: OpenedReviews,
    private readonly seals: CaseSeals,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param notes undefined leaves them as they are; an empty text takes them away */
  saveDraft(principal: Principal, id: string, changes: readonly ScoreChange[], notes: string | undefined): Promise<ReviewWritten> {
    return this.onDraft(principal, id, async (tx, { found, stored, seal }) => {
      if (changes.length > 100) return refused(refusal('INVALID_VALUE', 'At most 100 criteria are scored at a time.', 'scores'));
      if (notes !== undefined && notes.length > 10_000) return refused(refusal('INVALID_VALUE', 'Notes have at most 10,000 characters.', 'notes'));
      const before = await this.opened.one(tx, stored, seal);
      const scores = withScores(before.scores, changes, criteriaOf(found.version.rubrics));
      if (!scores.ok) return scores;
      const changed = scores.value.filter(({ criterion }) => changes.some((change) => change.criterion === criterion));
      const sealed = changed.map(({ criterion, level, feedback }) => ({ criterion, level, feedback: feedback === null ? null : seal.seal(feedbackField(id, criterion), feedback) }));
      if (sealed.length > 0) await this.reviews.putScores(tx, stored.tenant, id, sealed);
      const kept = notes === undefined ? stored.notes : notes.trim() === '' ? null : seal.seal(notesField(id), notes);
      return this.written(tx, { ...stored, notes: kept, revision: stored.revision + 1, updatedAt: new Date(this.clock.now()) }, 'saved', seal);
    });
  }

  /** Whoever has become too near to the case since he accepted it is refused, and steps back. */
  finalise(principal: Principal, id: string, recommendation: Recommendation): Promise<ReviewWritten> {
    return this.onDraft(principal, id, async (tx, { found, assignment, stored, seal }) => {
      const reviewer = (await this.rules.entriesOf(tx, principal)).find((entry) => entry.id === assignment.reviewer);
      const forbidden = reviewer ? await this.rules.whatForbids(tx, principal, found, reviewer) : [];
      if (forbidden.length > 0) return refused(...forbidden);
      const { scores } = await this.opened.one(tx, stored, seal);
      const outcomes = finalOutcomes(scores, criteriaOf(found.version.rubrics), recommendation);
      if (!outcomes.ok) return outcomes;
      const at = new Date(this.clock.now());
      const done = finish(assignment, at);
      if (!done.ok) return done;
      await this.assignments.update(tx, done.value);
      return this.written(tx, { ...stored, state: 'FINAL', recommendation, finalAt: at, updatedAt: at }, 'finalised', seal);
    });
  }

  private async written(tx: Tx, review: StoredReview, what: string, seal: CaseSeal): Promise<ReviewWritten> {
    await this.reviews.update(tx, review);
    // About nobody: it names the reviewer, and the trail about an earner is his to read.
    await note(tx, { tenant: review.tenant, action: `cairn.review.${what}`, subject: review.id, subjectKind: 'REVIEW' });
    return accepted(await this.opened.one(tx, review, seal));
  }

  private onDraft(principal: Principal, id: string, work: (tx: Tx, held: Held) => Promise<ReviewWritten>): Promise<ReviewWritten> {
    const { tenant } = principal;
    if (tenant === null) return Promise.resolve(missing);
    return this.database.write({ tenant }, async (tx) => {
      const known = await this.reviews.byId(tx, tenant, id);
      const asked = known && (await this.assignments.byId(tx, tenant, known.assignment));
      const found = asked && (await this.cases.lock(tx, tenant, asked.submission));
      if (!found) return missing;
      const assignment = found.assignments.find((one) => one.id === asked.id);
      const entries = await this.rules.entriesOf(tx, principal);
      if (!assignment || !entries.some((entry) => entry.id === assignment.reviewer)) return missing;
      const stored = (await this.reviews.byId(tx, tenant, id)) ?? known;
      if (stored.state === 'FINAL') return refused(refusal('REVIEW_STATE_INVALID', 'A final review does not change any more.', 'id'));
      if (assignment.state !== 'ACCEPTED' || found.submission.state !== 'IN_REVIEW' || !presentOf(found).includes(assignment)) {
        return refused(refusal('REVIEW_STATE_INVALID', `The case is ${found.submission.state} and the assignment ${assignment.state}: there is nothing to review.`, 'id'));
      }
      const seal = await this.seals.of(tx, found.submission);
      if (!seal) return refused(refusal('EARNER_STATE_INVALID', 'The person was erased.', 'id'));
      return work(tx, { found, assignment, stored, seal });
    });
  }
}

const missing = refused(notFound('review', 'id'));
