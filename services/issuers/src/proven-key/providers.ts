import { ProvenKeyResolver } from './proven-key.resolver.js';
import { ProvenKeyStore } from './proven-key.store.js';
import { ProvenKeys } from './proven-keys.service.js';

/** Keys that persons have proven to hold. */
export const provenKeyProviders = [ProvenKeyStore, ProvenKeys, ProvenKeyResolver];
