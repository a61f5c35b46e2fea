import { NominationDecisions } from './nomination-decision.service.js';
import { NominationResolver } from './nomination.resolver.js';
import { NominationService } from './nomination.service.js';
import { NominationStore } from './nomination.store.js';

/** Nominations for awards. */
export const nominationProviders = [NominationStore, NominationService, NominationDecisions, NominationResolver];
