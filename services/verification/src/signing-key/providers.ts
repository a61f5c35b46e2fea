import { KeyMaker } from './key-maker.service.js';
import { KeyReplacementService } from './key-replacement.service.js';
import { KeyReplacementStore } from './key-replacement.store.js';
import { KeyRing } from './key-ring.service.js';
import { KeyController } from './key.controller.js';
import { SigningKeyResolver } from './signing-key.resolver.js';
import { SigningKeyService } from './signing-key.service.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Keys of issuers, from being made to being replaced. */
export const signingKeyProviders = [SigningKeyStore, KeyMaker, KeyRing, SigningKeyService, KeyReplacementStore, KeyReplacementService, SigningKeyResolver];

export const signingKeyControllers = [KeyController];
