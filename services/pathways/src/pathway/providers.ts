import { LintGrounds } from './lint-ground.service.js';
import { LintGroundStore } from './lint-ground.store.js';
import { PathwayAccessService } from './pathway-access.service.js';
import { PathwayClosingService } from './pathway-closing.service.js';
import { PathwayDraftsService } from './pathway-drafts.service.js';
import { PathwayListsService } from './pathway-lists.service.js';
import { PathwayPublisherService } from './pathway-publisher.service.js';
import { PathwayVersionResolver } from './pathway-version.resolver.js';
import { PathwayVersionStore } from './pathway-version.store.js';
import { PathwayWritesResolver } from './pathway-writes.resolver.js';
import { PathwayLoads } from './pathway.loads.js';
import { PathwayResolver } from './pathway.resolver.js';
import { PathwayStore } from './pathway.store.js';

/** Pathways and their versions, from the first draft to the last day. */
export const pathwayProviders = [
  PathwayStore,
  PathwayVersionStore,
  LintGroundStore,
  LintGrounds,
  PathwayListsService,
  PathwayLoads,
  PathwayDraftsService,
  PathwayPublisherService,
  PathwayClosingService,
  PathwayAccessService,
  PathwayResolver,
  PathwayVersionResolver,
  PathwayWritesResolver,
];
