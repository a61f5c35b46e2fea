import { CohortResolver } from './cohort.resolver.js';
import { CohortService } from './cohort.service.js';
import { CohortStore } from './cohort.store.js';

/** Those who follow a pathway, counted and listed. */
export const cohortProviders = [CohortStore, CohortService, CohortResolver];
