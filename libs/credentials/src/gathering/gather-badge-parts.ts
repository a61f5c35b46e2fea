import { idOf } from '../json/json.js';
import { addressesWanted, linkedBadge } from '../open-badges-2/linked-documents.js';
import type { FoundDocument, IssuerEvidence, VerificationEvidence } from '../verification/evidence.js';
import type { ReadCredential } from '../verification/read-credential.js';
import type { DocumentSource } from './document-source.js';

/** Assertion, badge class, issuer, then its key and its list of revoked assertions: nothing honest is further away. */
const ROUNDS_MAX = 5;

/**
 * The parts of an older badge (Open Badges 2.0 and before), each at an address of its own. What `issuer` knows of the issuer is
 * what its profile says of itself.
 */
export async function gatherBadgeParts(read: ReadCredential, source: DocumentSource): Promise<VerificationEvidence> {
  const found: FoundDocument[] = [];
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const wanted = addressesWanted(read, found);
    if (!wanted.length) break;
    found.push(...(await Promise.all(wanted.map((url) => source.read(url, 'BADGE_PART')))));
  }
  return { issuer: issuerOf(read, found), status: [], found };
}

function issuerOf(read: ReadCredential, found: readonly FoundDocument[]): IssuerEvidence {
  const { issuer } = linkedBadge(read, found);
  const id = issuer.state === 'READ' ? (idOf(issuer.document) ?? issuer.url) : undefined;
  return issuer.state === 'READ' && id !== undefined && issuer.observedAt
    ? { outcome: 'KNOWN', id, keys: [], observedAt: issuer.observedAt }
    : { outcome: 'NOT_OBTAINABLE', detail: "the issuer's own profile was not obtained" };
}
