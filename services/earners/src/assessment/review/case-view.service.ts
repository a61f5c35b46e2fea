import { may, type Principal } from '@cairn/access';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import { ReviewerStore } from '../reviewer/reviewer.store.js';
import { CaseSeals } from '../submission/case-seals.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { type Assignment, isEngaged } from './assignment.js';
import { AssignmentStore } from './assignment.store.js';
import { OpenedReviews, type Review } from './opened-reviews.js';
import { type CaseRow, isOverdue, type QueueConditions } from './review-case.js';
import { ReviewQueueStore } from './review-queue.store.js';
import { ReviewStore } from './review.store.js';

/** What a caller has to do with a case. */
export interface CaseStanding {
  /** Whether he may read what was filed: he was asked about it, or may grant it. */
  readonly mayRead: boolean;
  /** What he was asked about the present filing. */
  readonly assignment: Assignment | null;
  readonly own: Review | null;
  /** Final reviews; null for who may not see them (yet). */
  readonly finals: readonly Review[] | null;
}

/** Reads cases for those who judge them. */
@Injectable()
export class CaseViewService {
  constructor(
    private readonly database: Database,
    private readonly queues: ReviewQueueStore,
    private readonly reviewers: ReviewerStore,
    private readonly assignments: AssignmentStore,
    private readonly reviews: ReviewStore,
    private readonly opened: OpenedReviews,
    private readonly submissions: SubmissionStore,
    private readonly seals: CaseSeals,
    private readonly versions: VersionCopyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  isOverdue(row: CaseRow): boolean {
    return isOverdue(row, new Date(this.clock.now()));
  }

  /** Cases by the submissions behind them, in their order; undefined for those that the caller may not know of. */
  async byIds(principal: Principal, submissions: readonly string[]): Promise<(CaseRow | undefined)[]> {
    const { tenant } = principal;
    if (tenant === null) return submissions.map(() => undefined);
    const rows = await this.database.read({ tenant }, (tx) => this.queues.byIds(tx, tenant, submissions));
    return submissions.map((id) => rows.find((row) => row.submission === id && mayJudge(principal, row)));
  }

  queue(tenant: string, issuer: string, conditions: QueueConditions, after: readonly [string, string] | null, limit: number): Promise<CaseRow[]> {
    return this.database.read({ tenant }, (tx) => this.queues.queue(tx, { tenant, issuer }, conditions, { now: new Date(this.clock.now()), after, limit }));
  }

  asked({ actor }: Principal, tenant: string, after: readonly [string, string] | null, limit: number): Promise<CaseRow[]> {
    return this.database.read({ tenant }, async (tx) => {
      const entries = actor === null ? [] : await this.reviewers.ofActor(tx, tenant, actor);
      return entries.length === 0 ? [] : this.queues.asked(tx, tenant, entries.map(({ id }) => id), after, limit);
    });
  }

  versionsOf(tenant: string, ids: readonly string[]): Promise<VersionToAssess[]> {
    return this.database.read({ tenant }, (tx) => this.versions.toAssess(tx, tenant, ids));
  }

  /** In the order of the cases. */
  standings(principal: Principal, rows: readonly CaseRow[]): Promise<CaseStanding[]> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null) return Promise.resolve(rows.map(() => nothing));
    return this.database.read({ tenant }, async (tx) => {
      const mine = new Set((await this.reviewers.ofActor(tx, tenant, actor)).map(({ id }) => id));
      const asked = await this.assignments.of(tx, tenant, rows.map(({ submission }) => submission));
      const present = asked.filter((one) => rows.some(({ submission, attempt }) => one.submission === submission && one.attempt === attempt));
      const stored = await this.reviews.of(tx, tenant, present.map(({ id }) => id));
      const reviews = await this.openAll(tx, tenant, rows, present, stored);
      return rows.map((row): CaseStanding => {
        const here = present.filter(({ submission }) => submission === row.submission);
        const assignment = here.findLast(({ reviewer }) => mine.has(reviewer)) ?? null;
        const grants = may(principal, 'GRANT_AWARD', row);
        const ofAssignment = (id: string) => reviews.find((review) => review.assignment === id) ?? null;
        const done = here.filter(({ state }) => state === 'DONE').flatMap(({ id }) => ofAssignment(id) ?? []);
        const seesFinals = grants || assignment?.state === 'DONE';
        return {
          mayRead: grants || (assignment !== null && isEngaged(assignment)),
          assignment,
          own: assignment && ofAssignment(assignment.id),
          finals: seesFinals ? done.filter(({ state }) => state === 'FINAL') : null,
        };
      });
    });
  }

  private async openAll(tx: Tx, tenant: string, rows: readonly CaseRow[], present: readonly Assignment[], stored: Parameters<OpenedReviews['all']>[2]): Promise<Review[]> {
    if (stored.length === 0) return [];
    const submissions = await this.submissions.byIds(tx, rows.map(({ submission }) => submission));
    const opened: Review[] = [];
    for (const submission of submissions) {
      const own = new Set(present.filter((one) => one.submission === submission.id).map(({ id }) => id));
      const reviews = stored.filter(({ assignment }) => own.has(assignment));
      if (reviews.length > 0) opened.push(...(await this.opened.all(tx, tenant, reviews, await this.seals.of(tx, submission))));
    }
    return opened;
  }
}

const nothing: CaseStanding = { mayRead: false, assignment: null, own: null, finals: null };

/** Whether somebody may know of a case at all. */
export const mayJudge = (principal: Principal, on: { readonly issuer: string; readonly achievement?: string }): boolean =>
  may(principal, 'REVIEW', on) || may(principal, 'GRANT_AWARD', on);
