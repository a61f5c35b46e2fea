export { addressFault } from './allowed-address.js';
export { nextAttempt, type Round } from './attempt-schedule.js';
export { urlFault } from './checked-url.js';
export type { AllowedHost, FetchingSettings } from './config.js';
export { readFetchingSettings } from './config.js';
export { Fetcher, type FetcherOptions } from './fetcher.js';
export { credentialTypes, imageTypes, jsonTypes } from './media-types.js';
export type { Posted, Posting, PostOutcome, PostUse } from './posting.js';
export type { Fetched, FetchFault, Fetching, FetchOutcome, FetchUse, NotFetched } from './outcome.js';
