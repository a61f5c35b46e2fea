import { appealProviders } from './appeal/providers.js';
import { attestationControllers, attestationProviders } from './attestation/providers.js';
import { decisionProviders } from './decision/providers.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { evidenceProviders } from './evidence/providers.js';
import { figuresProviders } from './figures/providers.js';
import { misconductProviders } from './misconduct/providers.js';
import { reviewProviders } from './review/providers.js';
import { reviewerProviders } from './reviewer/providers.js';
import { rosterProviders } from './roster/providers.js';
import { signalProviders } from './signal/providers.js';
import { submissionProviders } from './submission/providers.js';

/** The way from a draft to a decision, and what is said against one. Nothing else in the service lists what is in here. */
export const assessmentProviders = [
  ...submissionProviders,
  ...evidenceProviders,
  ...attestationProviders,
  ...rosterProviders,
  ...reviewerProviders,
  ...reviewProviders,
  ...decisionProviders,
  ...figuresProviders,
  ...misconductProviders,
  ...appealProviders,
  ...signalProviders,
];

/** Its pages and files. */
export const assessmentControllers = [EvidenceController, ...attestationControllers];
