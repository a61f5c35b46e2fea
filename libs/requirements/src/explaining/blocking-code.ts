/** Why a node is not satisfied, in the order in which one of several is told (section 9). */
export const BLOCKING_CODES = [
  'MISSING',
  'EXPIRED',
  'REVOKED',
  'SUSPENDED',
  'NOT_YET_ISSUED',
  'RESULT_TOO_LOW',
  'LEVEL_TOO_LOW',
  'ISSUER_NOT_ACCEPTED',
  'TOO_OLD',
  'ORDER',
  'SHARING',
  'CAP',
  'FLOOR',
  'GROUPS',
  'GAP',
  'CYCLE_MISSED',
  'ATTESTATION_MISSING',
] as const;

export type BlockingCode = (typeof BLOCKING_CODES)[number];
