import { createHash, randomBytes } from 'node:crypto';
import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { ScopedGrant } from '../grant/grant.js';

/** An offer to join a tenant's staff. Of its token and of the e-mail address only hashes are kept. */
export interface Invitation {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly grants: readonly ScopedGrant[];
  readonly tokenHash: string;
  /** Keyed hash of the address that the account has to have proven; null: any account will do. */
  readonly emailHash: string | null;
  readonly state: 'OPEN' | 'ACCEPTED' | 'WITHDRAWN';
  readonly member: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** How long an invitation is good. */
export const INVITATION_DAYS = 14;

export const newToken = (): string => `cairn_inv_${randomBytes(32).toString('base64url')}`;

/** SHA-256 in hexadecimal; a token is random, so that it needs no slow hash. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const stateAt = ({ state, expiresAt }: Invitation, now: Date): Invitation['state'] | 'EXPIRED' =>
  state === 'OPEN' && expiresAt <= now ? 'EXPIRED' : state;

/** Whether an account may take it up now. `proven`: keyed hash of the address it has proven. One refusal for all, which tells nothing of the address. */
export function checkOpen(invitation: Invitation, proven: string | null, now: Date): Decision<true> {
  const isFor = invitation.emailHash === null || invitation.emailHash === proven;
  return isFor && stateAt(invitation, now) === 'OPEN' ? accepted(true) : refused(notOpen);
}

/** Also the answer to a token that nobody was given. */
export const notOpen = refusal(
  'INVITATION_STATE_INVALID',
  'The invitation was used or withdrawn, has expired, or is for another e-mail address than the one this account has proven.',
  'token',
);
