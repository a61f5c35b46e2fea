import { AccreditationNodes } from './accreditation-nodes.js';
import { AccreditationResolver } from './accreditation.resolver.js';
import { AccreditationStore } from './accreditation.store.js';
import { Accreditations } from './accreditations.service.js';
import { IssuerTrustResolver } from './issuer-trust.resolver.js';
import { TrustEntryStore } from './trust-entry.store.js';
import { TrustLists } from './trust-lists.service.js';
import { TrustResolver } from './trust.resolver.js';

/** Who vouches for issuers, and what bodies state about them. */
export const trustProviders = [
  TrustEntryStore,
  TrustLists,
  AccreditationStore,
  Accreditations,
  AccreditationNodes,
  TrustResolver,
  AccreditationResolver,
  IssuerTrustResolver,
];
