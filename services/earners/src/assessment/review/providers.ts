import { AssignmentAnswerService } from './assignment-answer.service.js';
import { AssignmentClock } from './assignment-clock.service.js';
import { AssignmentStore } from './assignment.store.js';
import { CaseContents } from './case-content.js';
import { CaseIds } from './case-ids.js';
import { CaseLoading } from './case-loading.js';
import { CaseViewService } from './case-view.service.js';
import { ClaimableStore } from './claimable.store.js';
import { OpenedReviews } from './opened-reviews.js';
import { ReviewCaseResolver } from './review-case.resolver.js';
import { ReviewClaimService } from './review-claim.service.js';
import { ReviewMutationsResolver } from './review-mutations.resolver.js';
import { ReviewNodes } from './review-nodes.js';
import { ReviewOffers } from './review-offers.js';
import { ReviewQueueResolver } from './review-queue.resolver.js';
import { ReviewQueueStore } from './review-queue.store.js';
import { ReviewStore } from './review.store.js';
import { ReviewWriteService } from './review-write.service.js';
import { UnofferedStore } from './unoffered.store.js';

const stores = [AssignmentStore, UnofferedStore, ReviewStore, ReviewQueueStore, ClaimableStore];
const views = [CaseIds, CaseViewService, CaseContents, OpenedReviews, ReviewNodes];

/** Reviews: who is asked, what he sees, and what he says. */
export const reviewProviders = [
  ...stores,
  ...views,
  CaseLoading,
  ReviewOffers,
  AssignmentAnswerService,
  AssignmentClock,
  ReviewClaimService,
  ReviewWriteService,
  ReviewCaseResolver,
  ReviewQueueResolver,
  ReviewMutationsResolver,
];
