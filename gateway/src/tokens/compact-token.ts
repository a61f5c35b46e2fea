import { duplicatesAMember } from './duplicate-members.js';

/** A token that is longer is refused unread. */
const lengthMax = 8_192;

/** Members of the header that name or carry a key, or ask for processing that is not done here: never followed, always refused. */
const headerMembers: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);

/** The readable parts of a signed token in compact form (RFC 7515, section 7.1), before its signature is checked. */
export interface CompactToken {
  readonly alg: string;
  readonly kid: string;
  readonly issuer: string;
}

/**
 * Reads a token as strictly as it can be read: three parts in canonical base64url, one JSON object each, no member
 * twice, a header of `alg`, `typ` and `kid` only. Undefined for anything else. Nothing is believed yet.
 */
export function readCompactToken(token: string): CompactToken | undefined {
  if (token.length > lengthMax) return undefined;
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) return undefined;
  const header = jsonObject(parts[0] ?? '');
  const payload = jsonObject(parts[1] ?? '');
  if (!header || !payload || Object.keys(header).some((name) => !headerMembers.has(name))) return undefined;
  const { alg, kid } = header;
  const { iss } = payload;
  if (typeof alg !== 'string' || typeof kid !== 'string' || kid.length > 256 || typeof iss !== 'string') return undefined;
  return { alg, kid, issuer: iss };
}

/** Of several texts that decode to the same bytes, one is canonical (RFC 4648, section 3.5). */
const isCanonical = (part: string): boolean => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;

function jsonObject(part: string): Record<string, unknown> | undefined {
  const bytes = Buffer.from(part, 'base64url');
  const text = bytes.toString('utf8');
  // Bytes that are no UTF-8 would be replaced, and two tokens read alike.
  if (!Buffer.from(text, 'utf8').equals(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || duplicatesAMember(text)) return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
