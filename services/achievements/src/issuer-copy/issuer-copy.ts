import type { IssuerProfile } from '@cairn/events';

/** What this service keeps of an issuer, as of the issuer's `version`. */
export interface IssuerCopy {
  readonly id: string;
  readonly tenant: string;
  readonly slug: string;
  readonly name: string;
  readonly state: IssuerProfile['state'];
  readonly sectors: readonly string[];
  readonly version: number;
}
