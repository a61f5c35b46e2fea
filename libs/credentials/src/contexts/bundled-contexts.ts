import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { JsonObject } from '../json/json.js';

export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
export const OPEN_BADGES_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
export const DID_V1 = 'https://www.w3.org/ns/did/v1';
export const MULTIKEY_V1 = 'https://w3id.org/security/multikey/v1';
export const JWK_V1 = 'https://w3id.org/security/jwk/v1';

/** Every JSON-LD context we know, by address; each was parsed once and equals its pinned digest. */
export const bundledContexts: ReadonlyMap<string, JsonObject> = readBundle();

function readBundle(): ReadonlyMap<string, JsonObject> {
  const read = (file: string) =>
    JSON.parse(readFileSync(new URL(`../../contexts/${file}`, import.meta.url), 'utf8'));
  const manifest = read('manifest.json') as Record<string, { file: string; sha256: string }>;
  return new Map(
    Object.entries(manifest).map(([address, { file, sha256 }]) => {
      const context = read(file) as JsonObject;
      if (digestOfJson(context) !== sha256)
        throw new Error(`bundled context ${file} differs from its pinned digest`);
      return [address, context];
    }),
  );
}

/** Hex SHA-256 of the RFC 8785 form. */
export function digestOfJson(value: JsonObject): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
