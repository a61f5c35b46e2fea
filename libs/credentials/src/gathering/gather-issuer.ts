import { didWebAddress } from '../issuers/did-web.js';
import { keysInDidDocument } from '../issuers/read-did-document.js';
import { idOf } from '../json/json.js';
import type { FoundDocument, IssuerEvidence } from '../verification/evidence.js';
import type { DocumentSource } from './document-source.js';
import { foundJson } from './found-json.js';

/**
 * What an issuer says of itself at its own address: the DID document of a did:web, or the profile of an issuer with an https id.
 * A did:key is its own document and needs no look.
 */
export async function gatherIssuer(issuer: string | undefined, source: DocumentSource): Promise<IssuerEvidence> {
  if (issuer === undefined) return unobtained('the document names no issuer');
  if (issuer.startsWith('did:key:') || issuer.startsWith('did:jwk:')) return unobtained('the issuer is a key and has no document of its own');
  if (issuer.startsWith('did:web:')) {
    const address = didWebAddress(issuer);
    return address === undefined ? unobtained('its did:web names no address') : issuerIn(await source.read(address, 'ISSUER'));
  }
  if (issuer.startsWith('did:')) return unobtained(`DIDs of the method ${issuer.split(':')[1]} are not resolved`);
  if (!/^https?:/.test(issuer)) return unobtained('its id is no address');
  return issuerIn(await source.read(issuer, 'ISSUER'));
}

function issuerIn(found: FoundDocument): IssuerEvidence {
  const reading = foundJson(found);
  if (!reading.ok) return unobtained(reading.detail);
  const { value } = reading;
  const id = idOf(value);
  if (id === undefined) return unobtained('what was found there has no id');
  return { outcome: 'KNOWN', id, keys: keysInDidDocument(value), observedAt: found.observedAt };
}

const unobtained = (detail: string): IssuerEvidence => ({ outcome: 'NOT_OBTAINABLE', detail });
