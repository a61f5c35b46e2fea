import { AppealChange } from './appeal-change.js';
import { AppealFilingService } from './appeal-filing.service.js';
import { AppealMutationsResolver } from './appeal-mutations.resolver.js';
import { AppealOwnerResolver } from './appeal-owner.resolver.js';
import { AppealPanelService } from './appeal-panel.service.js';
import { AppealRemedies } from './appeal-remedies.js';
import { AppealTargets } from './appeal-targets.js';
import { AppealViewService } from './appeal-view.service.js';
import { AppealResolver } from './appeal.resolver.js';
import { AppealStore } from './appeal.store.js';
import { SaidInCases } from './said-in-cases.js';

/** Appeals. */
export const appealProviders = [
  AppealStore,
  AppealTargets,
  AppealChange,
  AppealFilingService,
  AppealRemedies,
  AppealPanelService,
  AppealViewService,
  AppealResolver,
  AppealMutationsResolver,
  AppealOwnerResolver,
  SaidInCases,
];
