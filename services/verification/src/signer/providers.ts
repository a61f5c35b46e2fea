import { DocumentWriter } from './document-writer.service.js';
import { KeyCustody } from './key-custody.service.js';
import { LeasedPlaces } from './leased-places.service.js';
import { SealedKeys } from './sealed-keys.service.js';
import { SignerService } from './signer.service.js';
import { TokenKeys } from './token-keys.service.js';

/** The signer, and where it has its keys from. */
export const signerProviders = [SealedKeys, TokenKeys, KeyCustody, LeasedPlaces, DocumentWriter, SignerService];
