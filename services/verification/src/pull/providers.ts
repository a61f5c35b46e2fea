import { VerificationCounter } from './verification-counter.service.js';

/** How often credentials are verified. */
export const pullProviders = [VerificationCounter];
