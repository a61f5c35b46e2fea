import { publicId } from '@cairn/subgraph';
import type { BlindEvidence } from '../submission/filed-cases.js';

/** A file or link as those see it who must not know whose it is: a link as it is, a file under an address that is good for a while. */
export const evidenceNode = ({ id, kind, blindName, mediaType, bytes, digest, url }: BlindEvidence, address: (evidence: string) => string) => ({
  id: publicId('Evidence', id),
  name: blindName,
  mediaType,
  bytes,
  url: kind === 'FILE' && digest !== null ? address(id) : url,
});
