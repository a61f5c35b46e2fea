import type { EndorsedKind } from './endorsement.js';

/** What can be endorsed, as far as the reader of the transaction may see it. */
export interface EndorsedSubject {
  readonly kind: EndorsedKind;
  readonly id: string;
  readonly tenant: string;
  /** The issuer itself, or whose achievement or award it is. */
  readonly issuer: string;
  /** Lineage of an achievement version. */
  readonly achievement: string | null;
  /** The person who has claimed the record of an award. */
  readonly account: string | null;
  /** DID of the issuer. */
  readonly did: string;
}
