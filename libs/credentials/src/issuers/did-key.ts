import { didDocumentOf, type DidDocument } from './did-document.js';
import { keyIdOf } from './keys.js';
import { jwkOfMultikey } from './multikey.js';

export function didKeyOf(publicKeyMultibase: string): string {
  return `did:key:${publicKeyMultibase}`;
}

/** The multibase key inside an Ed25519 or P-256 did:key, with or without a fragment that repeats it; undefined for anything else. */
export function keyInDidKey(did: string): string | undefined {
  const [, key, fragment] = /^did:key:([^#?/]+)(?:#(.+))?$/.exec(did) ?? [];
  if (!key || !jwkOfMultikey(key)) return undefined;
  return fragment === undefined || fragment === key ? key : undefined;
}

/** did:key resolves from its own text: the document lists exactly that key. */
export function resolveDidKey(did: string): DidDocument | undefined {
  const publicKeyMultibase = did.includes('#') ? undefined : keyInDidKey(did);
  if (!publicKeyMultibase) return undefined;
  return didDocumentOf(did, [
    { id: keyIdOf(did, publicKeyMultibase), controller: did, publicKeyMultibase, history: [] },
  ]);
}
