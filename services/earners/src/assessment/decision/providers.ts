import { CaseAward } from './case-award.js';
import { DecideService } from './decide.service.js';
import { Deciding } from './deciding.js';
import { DecisionResolver } from './decision.resolver.js';
import { DecisionStore } from './decision.store.js';
import { DecisionToldStore } from './decision-told.store.js';
import { DecisionViewService } from './decision-view.service.js';
import { FinalReviews } from './final-reviews.js';
import { HoldResolver } from './hold.resolver.js';
import { HoldService } from './hold.service.js';
import { OpenedDecisions } from './opened-decisions.js';

/** Decisions on submissions, and holds. */
export const decisionProviders = [
  DecisionStore,
  DecisionToldStore,
  OpenedDecisions,
  FinalReviews,
  CaseAward,
  Deciding,
  DecideService,
  DecisionViewService,
  DecisionResolver,
  HoldService,
  HoldResolver,
];
