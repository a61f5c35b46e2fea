/** What a body says of an issuer over the civil days [from, until). The body is the trust group, the kind its tier. */
export interface TrustPeriod {
  readonly issuer: string;
  /** As it is named; a name proves nothing of who it is. */
  readonly body: string;
  /** The issuers of the tenant that recorded it: as which of them it did, nobody says. */
  readonly bodies: readonly string[];
  readonly tier: number;
  readonly from: string;
  readonly until: string | null;
}

/** The stronger the word, the higher the tier (docs/decisions/0008). */
export const tierOf = { RECOGNISED: 1, APPROVED: 2, ACCREDITED: 3, REGULATED: 4 } as const;
