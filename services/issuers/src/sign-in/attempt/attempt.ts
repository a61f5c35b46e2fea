/** So many attempts of one subject within a window. */
export interface AttemptLimit {
  readonly of: string;
  readonly max: number;
  readonly windowMs: number;
}

const quarter = 15 * 60_000;

/**
 * Who is counted when somebody tries a password. The first bounds guessing at one account from one place without locking
 * its owner out elsewhere; the others bound guessing from many places, and at many accounts.
 */
export const signInLimits = (email: string, address: string): readonly AttemptLimit[] => [
  { of: `sign-in\n${email}\n${address}`, max: 5, windowMs: quarter },
  { of: `sign-in\n${email}`, max: 50, windowMs: quarter },
  { of: `sign-in from\n${address}`, max: 100, windowMs: quarter },
];

/**
 * New accounts, and the mail they cause.
 *
 * @param perAddress how many may be made from one address within an hour: a whole school may stand behind one
 */
export const accountLimits = (email: string, address: string, perAddress: number): readonly AttemptLimit[] => [
  { of: `account\n${email}`, max: 3, windowMs: 4 * quarter },
  { of: `account from\n${address}`, max: perAddress, windowMs: 4 * quarter },
];

/** Wallets that try to register themselves. */
export const registrationAttemptLimits = (address: string): readonly AttemptLimit[] => [
  { of: `wallet attempt from\n${address}`, max: 60, windowMs: 4 * quarter },
];

/** Wallets that do register themselves. */
export const registrationLimits = (address: string): readonly AttemptLimit[] => [
  { of: `wallet from\n${address}`, max: 10, windowMs: 4 * quarter },
  { of: 'wallet', max: 2_000, windowMs: 4 * quarter },
];
