import type { Provider, Type } from '@nestjs/common';
import { SubmissionAccess } from '../submission/submission-access.js';
import { AttestationAnswering } from './attestation-answering.service.js';
import { AttestationAsking } from './attestation-asking.service.js';
import { AttestationClock } from './attestation-clock.service.js';
import { AttestationNodes } from './attestation-nodes.js';
import { AttestationView } from './attestation-view.service.js';
import { AttestationResolver, SubmissionAttestationsResolver } from './attestation.resolver.js';
import { AttestationStore } from './attestation.store.js';
import { AttestedWorks } from './attested-work.js';
import { AttestController } from './page/attest.controller.js';

/** Attestations, for the module of the service. */
export const attestationProviders: readonly Provider[] = [
  SubmissionAccess,
  AttestationStore,
  AttestedWorks,
  AttestationView,
  AttestationNodes,
  AttestationAsking,
  AttestationAnswering,
  AttestationClock,
  AttestationResolver,
  SubmissionAttestationsResolver,
];

export const attestationControllers: readonly Type[] = [AttestController];
