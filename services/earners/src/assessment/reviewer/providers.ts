import { CandidateStore } from './candidate.store.js';
import { ReviewerListService } from './reviewer-list.service.js';
import { ReviewerResolver } from './reviewer.resolver.js';
import { ReviewerRules } from './reviewer-rules.service.js';
import { ReviewerStore } from './reviewer.store.js';

/** Who may be asked to review. */
export const reviewerProviders = [ReviewerStore, CandidateStore, ReviewerRules, ReviewerListService, ReviewerResolver];
