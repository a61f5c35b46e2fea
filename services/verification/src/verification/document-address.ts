import { idOf, type JsonObject, type ReadCredential, statusesOf } from '@cairn/credentials';
import { isUuid } from '@cairn/postgres';

/** What a document says of itself, to look it up by. Nothing of it is believed. */
export interface DocumentClaims {
  /** Award in the path of its id, when that is an address of this registry. */
  readonly award: string | undefined;
  readonly issuer: string | undefined;
  readonly places: readonly { readonly listUrl: string; readonly index: number }[];
  /** Of its proofs; of a compact form its signature as base64url. */
  readonly proofValues: readonly string[];
}

/** The award behind `<publicUrl>/c/awd_…`, with or without the ending of a form; undefined for every other address. */
export function awardInAddress(publicUrl: string, address: unknown): string | undefined {
  const start = `${publicUrl}/c/`;
  return typeof address === 'string' && address.startsWith(start) ? awardInName(address.slice(start.length)) : undefined;
}

/** The award behind `awd_…` or its bare id. */
export function awardInName(name: string): string | undefined {
  const uuid = name.replace(/\.(json|jws|png|svg|pdf)$/, '').replace(/^awd_/, '');
  return isUuid(uuid) ? uuid : undefined;
}

/** The achievement version behind `<publicUrl>/a/acv_…`, the id of a definition of this registry. */
export function versionInAddress(publicUrl: string, address: string | undefined): string | undefined {
  const start = `${publicUrl}/a/acv_`;
  const uuid = address?.startsWith(start) ? address.slice(start.length) : undefined;
  return uuid !== undefined && isUuid(uuid) ? uuid : undefined;
}

export function claimsOf(publicUrl: string, { document, compact, claims }: Pick<ReadCredential, 'document' | 'compact' | 'claims'>): DocumentClaims {
  const { proof } = document;
  const proofs = Array.isArray(proof) ? proof : [proof];
  const signature = compact?.split('~')[0]?.split('.')[2];
  return {
    award: awardInAddress(publicUrl, document['id'] ?? claims?.['jti']),
    issuer: issuerIdIn({ document, claims }),
    places: statusesOf(document).flatMap((status) => (status.kind === 'BITSTRING' ? [{ listUrl: status.listUrl, index: status.index }] : [])),
    proofValues: [...proofs.flatMap((one) => textOf(member(one, 'proofValue')) ?? []), ...(signature ? [signature] : [])],
  };
}

/** DID or address of the issuer that a credential names; tokens of some kinds name it in their claims only. */
export function issuerIdIn({ document, claims }: Pick<ReadCredential, 'document' | 'claims'>): string | undefined {
  return idOf(document['issuer']) ?? textOf(claims?.['iss']);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as JsonObject)[name] : undefined;
