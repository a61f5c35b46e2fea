import { createHash, randomBytes } from 'node:crypto';

const secretBytes = 32;

/** The secret part of a link that somebody is given. It names the tenant, so that whoever has it need not. */
export function newTenantSecret(tenant: string): string {
  return Buffer.concat([Buffer.from(tenant.replaceAll('-', ''), 'hex'), randomBytes(secretBytes)]).toString('base64url');
}

/** Tenant and hash of a secret; undefined when it is none. */
export function readTenantSecret(secret: string): { tenant: string; hash: Buffer } | undefined {
  if (!/^[\w-]{64}$/.test(secret)) return undefined;
  const hex = Buffer.from(secret, 'base64url').toString('hex');
  const tenant = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return { tenant, hash: tenantSecretHash(secret) };
}

/** What is kept of a secret: its SHA-256. It has 256 random bits, so nobody guesses it from that. */
export const tenantSecretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
