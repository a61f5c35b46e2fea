import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CaseSeal } from '../submission/case-seals.js';
import type { Score } from './review.js';
import { feedbackField, notesField, ReviewStore, type StoredReview } from './review.store.js';

/** A review as reviewers and grantors read it. */
export interface Review extends Omit<StoredReview, 'notes'> {
  readonly notes: string | null;
  readonly scores: readonly Score[];
}

/** Opens reviews for those who may read them; who that is, is decided before. */
@Injectable()
export class OpenedReviews {
  constructor(private readonly store: ReviewStore) {}

  async one(tx: Tx, stored: StoredReview, seal: CaseSeal | undefined): Promise<Review> {
    const [review] = await this.all(tx, stored.tenant, [stored], seal);
    if (!review) throw new Error('a review was not opened');
    return review;
  }

  /** @param seal of the case they all belong to; undefined when the person was erased */
  async all(tx: Tx, tenant: string, reviews: readonly StoredReview[], seal: CaseSeal | undefined): Promise<Review[]> {
    const scores = await this.store.scores(tx, tenant, reviews.map(({ id }) => id));
    return reviews.map((review) => ({
      ...review,
      notes: (review.notes && seal?.open(notesField(review.id), review.notes)) ?? null,
      scores: scores
        .filter((score) => score.review === review.id)
        .map(({ criterion, level, feedback }) => ({ criterion, level, feedback: (feedback && seal?.open(feedbackField(review.id, criterion), feedback)) ?? null })),
    }));
  }
}
