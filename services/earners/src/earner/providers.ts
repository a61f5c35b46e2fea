import { EarnerIntake } from './earner-intake.js';
import { EarnerNodes } from './earner-nodes.js';
import { EarnerViewService } from './earner-view.service.js';
import { EarnerWriteStore } from './earner-write.store.js';
import { EarnerResolver } from './earner.resolver.js';
import { EarnerService } from './earner.service.js';
import { EarnerStore } from './earner.store.js';
import { KnownEarners } from './known-earners.js';
import { PersonalData } from './personal-data.js';

/** Records of people, and what is sealed in them. */
export const earnerProviders = [
  PersonalData,
  EarnerStore,
  EarnerWriteStore,
  KnownEarners,
  EarnerIntake,
  EarnerService,
  EarnerViewService,
  EarnerNodes,
  EarnerResolver,
];
