import { type JsonObject, statusesOf } from '@cairn/credentials';
import { isUuid } from '@cairn/postgres';

/** What a document says of itself, to look it up by. Nothing of it is believed. */
export interface DocumentClaims {
  /** Award in the path of its id, when that is an address of this registry. */
  readonly award: string | undefined;
  readonly issuer: string | undefined;
  readonly places: readonly { readonly listUrl: string; readonly index: number }[];
  readonly proofValues: readonly string[];
}

/** The award behind `<publicUrl>/c/awd_…`, with or without `.json`; undefined for every other address. */
export function awardInAddress(publicUrl: string, address: unknown): string | undefined {
  const start = `${publicUrl}/c/`;
  return typeof address === 'string' && address.startsWith(start) ? awardInName(address.slice(start.length)) : undefined;
}

/** The award behind `awd_…` or its bare id. */
export function awardInName(name: string): string | undefined {
  const uuid = name.replace(/\.json$/, '').replace(/^awd_/, '');
  return isUuid(uuid) ? uuid : undefined;
}

export function claimsOf(publicUrl: string, document: JsonObject): DocumentClaims {
  const { issuer, proof } = document;
  const proofs = Array.isArray(proof) ? proof : [proof];
  return {
    award: awardInAddress(publicUrl, document['id']),
    issuer: textOf(issuer) ?? textOf(member(issuer, 'id')),
    places: statusesOf(document).flatMap((status) => (status.kind === 'BITSTRING' ? [{ listUrl: status.listUrl, index: status.index }] : [])),
    proofValues: proofs.flatMap((one) => textOf(member(one, 'proofValue')) ?? []),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
