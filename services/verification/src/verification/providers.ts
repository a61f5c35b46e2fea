import { foreignProviders } from '../foreign/providers.js';
import { trustProviders } from '../trust/providers.js';
import { DefinitionStore } from './definition.store.js';
import { EvidenceService } from './evidence.service.js';
import { Freshness } from './freshness.service.js';
import { InboxAgeStore } from './inbox-age.store.js';
import { MandateCopyStore } from './mandate-copy.store.js';
import { RegistryKnowledge } from './registry-knowledge.service.js';
import { VerifyController } from './verify.controller.js';
import { VerifyResolver } from './verify.resolver.js';
import { VerifyService } from './verify.service.js';

/** Judging credentials, ours and those of others. */
export const judgingProviders = [
  ...foreignProviders,
  ...trustProviders,
  InboxAgeStore,
  Freshness,
  DefinitionStore,
  MandateCopyStore,
  EvidenceService,
  RegistryKnowledge,
  VerifyService,
  VerifyResolver,
];

export const judgingControllers = [VerifyController];
