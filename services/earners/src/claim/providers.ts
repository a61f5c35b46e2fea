import { AwardClaimService } from './award-claim.service.js';
import { ClaimCodeResolver } from './claim-code.resolver.js';
import { ClaimCodeStore } from './claim-code.store.js';
import { ClaimCodesService } from './claim-codes.service.js';
import { ClaimGuesses } from './claim-guesses.js';
import { OpenRecordResolver } from './open-record.resolver.js';
import { OpenRecordService } from './open-record.service.js';
import { OwnRecord } from './own-record.js';
import { OwnRecordStore } from './own-record.store.js';

/** Codes by which awards are claimed, and records that people open for themselves. */
export const claimCodeProviders = [
  ClaimCodeStore,
  ClaimGuesses,
  OwnRecordStore,
  OwnRecord,
  ClaimCodesService,
  AwardClaimService,
  ClaimCodeResolver,
  OpenRecordService,
  OpenRecordResolver,
];
