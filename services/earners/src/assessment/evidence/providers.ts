import { EvidenceAddresses } from './evidence-address.js';
import { EvidenceDownload } from './evidence-download.service.js';
import { EvidenceObjects } from './evidence-objects.js';
import { EvidenceTwins } from './evidence-twins.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceStore } from './evidence.store.js';
import { LooseObjectStore } from './loose-object.store.js';

/** Files and links of submissions. */
export const evidenceProviders = [EvidenceStore, LooseObjectStore, EvidenceTwins, EvidenceObjects, EvidenceAddresses, EvidenceService, EvidenceDownload];
