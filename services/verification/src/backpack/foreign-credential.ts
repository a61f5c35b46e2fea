export type Verdict = 'VALID' | 'INVALID' | 'UNKNOWN';
export type Trust = 'RECOGNISED' | 'NOT_LISTED' | 'WITHDRAWN';

/** A credential from elsewhere in an earner's backpack. It is foreign for ever: never signed anew, never an award. */
export interface ForeignCredential {
  readonly id: string;
  readonly tenant: string;
  /** The record that it was given to; a merged record keeps its own. */
  readonly earner: string;
  /** Of issuer and id, under the backpack's key. */
  readonly identityHash: Buffer;
  /** The bytes as they came, sealed. */
  readonly sealed: Buffer;
  readonly mediaType: string;
  readonly byteCount: number;
  /** SHA-256 of the bytes as they came, in hexadecimal. */
  readonly digest: string;
  readonly format: string;
  readonly container: 'NONE' | 'PNG' | 'SVG';
  /** As the document names it: a DID or an address. */
  readonly issuer: string;
  readonly achievement: string | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly addedBy: 'PERSON' | 'TENANT';
  /** Of the last check; null while it was only received. */
  readonly verdict: Verdict | null;
  readonly trust: Trust | null;
  readonly checkedAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const worth: Readonly<Record<Verdict, number>> = { INVALID: 0, UNKNOWN: 1, VALID: 2 };

/** What of a credential decides whether it takes the place of another with the same issuer and id. */
export interface Contender {
  readonly validFrom: Date | null;
  /** Null: not checked yet, which is worth as much as UNKNOWN. */
  readonly verdict: Verdict | null;
}

/** The newer one replaces, unless it is the worse: what holds is not displaced by what does not (credentials text, section 9). */
export function replaces(incoming: Contender, kept: Contender): boolean {
  const newer = (incoming.validFrom?.getTime() ?? 0) >= (kept.validFrom?.getTime() ?? 0);
  return newer && worth[incoming.verdict ?? 'UNKNOWN'] >= worth[kept.verdict ?? 'UNKNOWN'];
}
