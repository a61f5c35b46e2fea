import { createHash, randomBytes } from 'node:crypto';
import { isUuid } from '@cairn/postgres';

const prefix = 'clm_';
const secretBytes = 32;

/** How long a link to claim a record is good for, in ms (14 days). */
export const claimLifeMs = 14 * 86_400_000;

/** A token that names the tenant of the record, so that whoever has it need not; the rest of it is random. */
export function newClaimToken(tenant: string): string {
  const bytes = Buffer.concat([Buffer.from(tenant.replaceAll('-', ''), 'hex'), randomBytes(secretBytes)]);
  return prefix + bytes.toString('base64url');
}

/** Tenant and hash of a token; undefined when it is none. */
export function readClaimToken(token: string): { tenant: string; hash: Buffer } | undefined {
  if (!token.startsWith(prefix)) return undefined;
  const bytes = Buffer.from(token.slice(prefix.length), 'base64url');
  if (bytes.length !== 16 + secretBytes) return undefined;
  const hex = bytes.toString('hex');
  const tenant = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return isUuid(tenant) ? { tenant, hash: hashOf(token) } : undefined;
}

/** What is kept of a token: its SHA-256. It has 256 random bits, so nobody guesses it from that. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
