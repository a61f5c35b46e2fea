import { ShareEnding } from './share-ending.js';
import { ShareResolver } from './share.resolver.js';
import { ShareService } from './share.service.js';
import { ShareStore } from './share.store.js';
import { SharedEvidenceController } from './shared-evidence.controller.js';
import { SharedEvidenceService } from './shared-evidence.service.js';

/** Links by which earners show single awards. */
export const shareProviders = [ShareStore, ShareEnding, ShareService, SharedEvidenceService, ShareResolver];

export const shareControllers = [SharedEvidenceController];
