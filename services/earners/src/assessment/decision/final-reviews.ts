import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type LockedCase, presentOf } from '../review/case-loading.js';
import { OpenedReviews } from '../review/opened-reviews.js';
import { criteriaOf, meets, type Outcome } from '../review/review.js';
import { ReviewStore } from '../review/review.store.js';
import { ReviewerStore } from '../reviewer/reviewer.store.js';
import { CaseSeals } from '../submission/case-seals.js';
import type { Standing } from './who-decides.js';

/** Who has reviewed a case, and what the final reviews of its present filing say. */
@Injectable()
export class FinalReviews {
  constructor(
    private readonly reviewers: ReviewerStore,
    private readonly reviews: ReviewStore,
    private readonly opened: OpenedReviews,
    private readonly seals: CaseSeals,
  ) {}

  async of(tx: Tx, found: LockedCase): Promise<Pick<Standing, 'finals' | 'reviewing' | 'assessors'> & { readonly outcomes: readonly (readonly Outcome[])[] }> {
    const { submission, version, assignments } = found;
    const actors = await this.reviewers.actors(tx, submission.tenant, assignments.map(({ reviewer }) => reviewer));
    const actorOf = (reviewer: string) => actors.get(reviewer) ?? '';
    const present = presentOf(found);
    const done = present.filter(({ state }) => state === 'DONE');
    const stored = (await this.reviews.of(tx, submission.tenant, done.map(({ id }) => id))).filter(({ state }) => state === 'FINAL');
    const finals = await this.opened.all(tx, submission.tenant, stored, await this.seals.of(tx, submission));
    const criteria = criteriaOf(version.rubrics);
    return {
      finals: finals.flatMap(({ assignment, recommendation }) => {
        const of = done.find(({ id }) => id === assignment);
        return of && recommendation ? [{ actor: actorOf(of.reviewer), recommendation }] : [];
      }),
      reviewing: present.filter(({ state }) => state === 'ACCEPTED').map(({ reviewer }) => actorOf(reviewer)),
      assessors: assignments.filter(({ acceptedAt }) => acceptedAt !== null).map(({ reviewer }) => actorOf(reviewer)),
      outcomes: finals.map(({ scores }) =>
        scores.flatMap(({ criterion, level, feedback }): Outcome[] => {
          const known = criteria.find(({ key }) => key === criterion);
          return known && level !== null ? [{ criterion, level, meets: meets(known, level), feedback }] : [];
        }),
      ),
    };
  }
}
