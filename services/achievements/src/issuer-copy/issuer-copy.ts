import type { IssuerProfile } from '@cairn/events';

/** What this service keeps of an issuer, as of the issuer's `version`. */
export interface IssuerCopy {
  readonly id: string;
  readonly tenant: string;
  readonly slug: string;
  readonly name: string;
  /** Home page; null when it was not yet told. */
  readonly url: string | null;
  /** ISO 3166-1 alpha-2; null when not stated. */
  readonly country: string | null;
  readonly state: IssuerProfile['state'];
  readonly sectors: readonly string[];
  readonly version: number;
}
