import type { StatusPlace } from '../status-list/status-place.js';

export type FurtherKind = 'ENDORSEMENT' | 'RECORD' | 'WALLET_COPY' | 'VC_API';

/** A signed document beside the credentials of awards. Ids are bare. */
export interface FurtherDocument {
  readonly id: string;
  readonly tenant: string;
  readonly kind: FurtherKind;
  readonly issuer: string;
  /** Of a copy for a wallet: the award that it is a copy of. */
  readonly award: string | null;
  /** Of a learner record: the pairwise id of whom it is about. */
  readonly subject: string | null;
  readonly place: StatusPlace;
  readonly key: string;
  /** The exact text that was signed; null once it was destroyed. */
  readonly document: string | null;
  /** SHA-256 of the text, hex. */
  readonly digest: string;
  readonly proofValue: string;
  readonly signedAt: Date;
}

/** A document as readers see it: with what became of it. */
export interface KnownDocument extends FurtherDocument {
  /** Since when its bit is set: its own revocation, or that of the award it is a copy of. */
  readonly revokedAt: Date | null;
}
