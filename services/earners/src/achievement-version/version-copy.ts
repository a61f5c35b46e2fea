/** What issuing knows of an achievement version and its issuer: copies kept from events. */
export interface VersionCopy {
  readonly id: string;
  readonly tenant: string;
  readonly achievement: string;
  readonly issuer: string;
  readonly code: string;
  readonly state: 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED' | 'RETIRED';
  readonly title: string;
  readonly imageUrl: string | null;
  readonly level: string | null;
  readonly basis: string;
  readonly assessed: boolean;
  /** ISO 8601 duration; null means for ever. */
  readonly validFor: string | null;
  readonly acceptance: 'NOT_NEEDED' | 'REQUIRED';
  readonly duplicatePolicy: 'ONE_ACTIVE' | 'MANY';
  /** Null while the issuer itself has not been heard of. */
  readonly issuerName: string | null;
  readonly issuerState: 'ACTIVE' | 'SUSPENDED' | 'RETIRED' | null;
}
