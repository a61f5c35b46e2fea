import { EndorsementController } from '../endorsement/endorsement.controller.js';
import { endorsementProviders } from '../endorsement/providers.js';
import { recordProviders } from '../record/providers.js';
import { recordHostProviders } from '../record-host/providers.js';
import { walletProviders } from '../wallet/providers.js';
import { WalletController } from '../wallet/wallet.controller.js';
import { DocumentSigner } from './document-signer.js';
import { FurtherDocumentStore } from './further-document.store.js';
import { FurtherDocuments } from './further-documents.service.js';
import { FurtherData } from './further-data.service.js';
import { FurtherErasure } from './further-erasure.service.js';
import { FurtherEvidenceService } from './further-evidence.service.js';
import { SigningIssuerStore } from './signing-issuer.store.js';

const shared = [FurtherDocumentStore, SigningIssuerStore, DocumentSigner, FurtherDocuments, FurtherEvidenceService, FurtherErasure, FurtherData];

/** Signed documents beside the credentials of awards, and what each kind of them needs. */
export const furtherProviders = [...shared, ...endorsementProviders, ...recordProviders, ...recordHostProviders, ...walletProviders];
export const furtherControllers = [EndorsementController, WalletController];
