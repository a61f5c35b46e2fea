import { AttestationResolver } from './attestation.resolver.js';
import { AttestationStore } from './attestation.store.js';
import { AttestationsService } from './attestations.service.js';

/** Attestations of nodes. */
export const attestationProviders = [AttestationStore, AttestationsService, AttestationResolver];
