import type { Signer } from '../issuers/signer.js';
import { idOf, isObject, type Json, type JsonObject } from '../json/json.js';

/** A document that cannot become a token: a fault of its maker, hence an exception. */
export class DocumentNotTokenisable extends Error {
  constructor(detail: string) {
    super(`the document cannot be signed as a token: ${detail}`);
    this.name = 'DocumentNotTokenisable';
  }
}

/**
 * Open Badges 3.0 §8.2: the credential with the claims iss, sub, jti, nbf and exp added, under a header of exactly `alg`, `typ` JWT
 * and `kid`. Proofs embedded in the document go along and are signed, too.
 * Throws DocumentNotTokenisable where issuer, subject, id or validFrom is missing, since a claim repeats each of them.
 */
export function signJwt(document: JsonObject, signer: Signer): Promise<string> {
  const claims = {
    iss: required('issuer', idOf(document['issuer'])),
    sub: required('credentialSubject', subjectOf(document['credentialSubject'])),
    jti: required('id', idOf(document['id'])),
    nbf: secondsOf('validFrom', document['validFrom']),
    ...(document['validUntil'] === undefined ? {} : { exp: secondsOf('validUntil', document['validUntil']) }),
  };
  return compactJws(
    { alg: signer.algorithm, typ: 'JWT', kid: signer.verificationMethod },
    { ...document, ...claims },
    signer,
  );
}

/** VC-JOSE-COSE: the credential itself as payload, `typ` vc+jwt. */
export function signVcJose(document: JsonObject, signer: Signer): Promise<string> {
  const header = { alg: signer.algorithm, typ: 'vc+jwt', cty: 'vc', kid: signer.verificationMethod };
  return compactJws(header, document, signer);
}

/** VC 2.0 §4.13: how a token stands where a JSON credential is wanted. */
export function envelopeOf(token: string): JsonObject {
  return {
    '@context': 'https://www.w3.org/ns/credentials/v2',
    id: `data:application/vc+jwt,${token}`,
    type: 'EnvelopedVerifiableCredential',
  };
}

/** RFC 7515 §7.1. The header's `alg` is the signer's own. */
export async function compactJws(header: JsonObject, payload: JsonObject, signer: Signer): Promise<string> {
  const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part(payload)}`;
  const signature = await signer.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

function subjectOf(subject: Json | undefined): string | undefined {
  return isObject(subject) ? idOf(subject) : undefined;
}

function required(member: string, value: string | undefined): string {
  if (value === undefined) throw new DocumentNotTokenisable(`${member} has no id`);
  return value;
}

/** NumericDate (RFC 7519 §2): seconds since 1970. */
function secondsOf(member: string, value: Json | undefined): number {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(milliseconds)) throw new DocumentNotTokenisable(`${member} is no date`);
  return Math.floor(milliseconds / 1000);
}
