import { PreviewLoop } from './preview-loop.service.js';
import { PreviewProof } from './preview-proof.js';
import { PreviewRunner } from './preview-runner.js';
import { PreviewResolver } from './preview.resolver.js';
import { PreviewStore } from './preview.store.js';
import { PreviewsService } from './previews.service.js';

/** Previews of version changes. */
export const previewProviders = [PreviewStore, PreviewProof, PreviewRunner, PreviewLoop, PreviewsService, PreviewResolver];
