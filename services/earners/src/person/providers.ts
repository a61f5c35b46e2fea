import { ClaimLinkStore } from '../claim/claim-link.store.js';
import { ClaimResolver } from '../claim/claim.resolver.js';
import { ClaimService } from '../claim/claim.service.js';
import { AwardGuards } from '../consent/award-guards.js';
import { ConsentResolver } from '../consent/consent.resolver.js';
import { ConsentService } from '../consent/consent.service.js';
import { ConsentStore } from '../consent/consent.store.js';
import { ConsentGiving } from '../consent/consent-giving.service.js';
import { GuardianStore } from '../consent/guardian.store.js';
import { Guardians } from '../consent/guardians.js';
import { MinorityResolver } from '../consent/minority.resolver.js';
import { MinorityService } from '../consent/minority.service.js';
import { ErasureCompletion } from '../erasure/erasure-completion.service.js';
import { ErasureResolver } from '../erasure/erasure.resolver.js';
import { ErasureService } from '../erasure/erasure.service.js';
import { ErasureStore } from '../erasure/erasure.store.js';
import { MergeResolver } from '../merge/merge.resolver.js';
import { MergeService } from '../merge/merge.service.js';
import { MergeStore } from '../merge/merge.store.js';
import { EarnerAccess } from './earner-access.js';
import { PersonalRecordResolver } from './personal-record.resolver.js';
import { PersonalRecord } from './personal-record.service.js';
import { PersonalRecordStore } from './personal-record.store.js';

/** What people may do and ask of their own records: claim, consent, erasure, merging, and what of it concerns minors. */
export const personProviders = [
  EarnerAccess,
  PersonalRecordStore,
  PersonalRecord,
  PersonalRecordResolver,
  ClaimLinkStore,
  ClaimService,
  ClaimResolver,
  ConsentStore,
  ConsentGiving,
  GuardianStore,
  Guardians,
  AwardGuards,
  MinorityService,
  MinorityResolver,
  ConsentService,
  ConsentResolver,
  ErasureStore,
  ErasureService,
  ErasureCompletion,
  ErasureResolver,
  MergeStore,
  MergeService,
  MergeResolver,
];
