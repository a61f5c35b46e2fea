import { EmbeddedEndorsements } from './embedded-endorsements.service.js';
import { EndorsedAchievementResolver, EndorsedAwardResolver, EndorsedCredentialResolver, EndorsedIssuerResolver } from './endorsed.resolver.js';
import { EndorsedSubjectStore } from './endorsed-subject.store.js';
import { EndorsementAnswers } from './endorsement-answer.service.js';
import { EndorsementNodes } from './endorsement-nodes.js';
import { EndorsementOffers } from './endorsement-offer.service.js';
import { EndorsementRequests } from './endorsement-request.service.js';
import { EndorsementResolver } from './endorsement.resolver.js';
import { EndorsementStore } from './endorsement.store.js';
import { EndorsementView } from './endorsement-view.service.js';
import { PublicEndorsements } from './public-endorsement.service.js';

/** Signed support of one issuer for another, from the request to the end. */
export const endorsementProviders = [
  EndorsementStore,
  EndorsedSubjectStore,
  EndorsementRequests,
  EndorsementOffers,
  EndorsementAnswers,
  EndorsementView,
  EndorsementNodes,
  PublicEndorsements,
  EmbeddedEndorsements,
  EndorsementResolver,
  EndorsedIssuerResolver,
  EndorsedAchievementResolver,
  EndorsedAwardResolver,
  EndorsedCredentialResolver,
];
