import { CompletionAwardService } from './completion-award.service.js';
import { CompletionStore } from './completion.store.js';
import { EnrolmentPauseStore } from './enrolment-pause.store.js';

/** What pathways tell, and the awards that come of it. */
export const completionProviders = [CompletionStore, EnrolmentPauseStore, CompletionAwardService];
