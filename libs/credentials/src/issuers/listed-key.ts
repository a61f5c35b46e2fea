import type { IssuerKey } from './key-history.js';
import { multikeyOfJwk } from './multikey.js';

/** The key a verification method names among those an issuer lists; a P-256 key answers to both its names. */
export function listedKey(keys: readonly IssuerKey[], verificationMethod: string): IssuerKey | undefined {
  return (
    keys.find(({ id }) => id === verificationMethod) ??
    keys.find((key) => multikeyTwin(key)?.id === verificationMethod)
  );
}

/** A JsonWebKey over P-256 under the name that Data Integrity gives it, `<did>#zDn…`; undefined for every other key. */
export function multikeyTwin({
  publicKeyJwk,
  publicKeyMultibase: _,
  ...key
}: IssuerKey): IssuerKey | undefined {
  if (publicKeyJwk?.kty !== 'EC') return undefined;
  const publicKeyMultibase = multikeyOfJwk(publicKeyJwk);
  return publicKeyMultibase === undefined
    ? undefined
    : { ...key, id: `${key.controller}#${publicKeyMultibase}`, publicKeyMultibase };
}
