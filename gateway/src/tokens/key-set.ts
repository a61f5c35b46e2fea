import type { Clock } from '@cairn/telemetry';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import type { TokenIssuer } from './token-issuer.js';

const freshMs = 10 * 60_000;
const refetchMs = 30_000;
const keptMs = 24 * 3_600_000;

interface Kept {
  readonly keys: ReadonlyMap<string, CryptoKey>;
  readonly at: number;
}

/** Nobody can say whether the token is good, since its issuer's keys were never had or not for a day. */
export class KeysUnavailable extends Error {}

/**
 * The keys of one issuer: asked for after 10 minutes, or when a token names an unknown one, but never twice within 30 s;
 * while the issuer is down the last good set counts for 24 h (reliability.md section 11). Looked up by `kid` as it is
 * written, in memory alone.
 */
export class KeySet {
  private kept: Kept | undefined;
  private triedAt = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly of: TokenIssuer,
    private readonly clock: Clock,
  ) {}

  /** @throws KeysUnavailable */
  async find(kid: string, alg: string): Promise<CryptoKey | undefined> {
    const name = `${alg} ${kid}`;
    const now = this.clock.now();
    const isFresh = this.kept !== undefined && now - this.kept.at < freshMs;
    if ((!isFresh || !this.kept?.keys.has(name)) && (this.asking || now - this.triedAt >= refetchMs)) {
      const asking = (this.asking ??= this.refetch(now).finally(() => (this.asking = undefined)));
      await asking;
    }
    if (!this.kept || now - this.kept.at >= keptMs) throw new KeysUnavailable(`the keys of ${this.of.issuer} cannot be had`);
    return this.kept.keys.get(name);
  }

  private async refetch(now: number): Promise<void> {
    this.triedAt = now;
    try {
      const { keys } = await this.of.keys();
      this.kept = { keys: await importedKeys(keys, this.of.algorithms), at: now };
    } catch {
      // The last good set goes on counting; `find` says so when there is none.
      return;
    }
  }
}

/** Public signing keys by algorithm and id; a key is good for one algorithm. What cannot be used is left out. */
async function importedKeys(keys: readonly JWK[], algorithms: readonly string[]): Promise<ReadonlyMap<string, CryptoKey>> {
  const found = new Map<string, CryptoKey>();
  for (const jwk of keys) {
    const algs = algorithms.filter((alg) => fits(jwk, alg));
    if (typeof jwk.kid !== 'string' || (jwk.use !== undefined && jwk.use !== 'sig')) continue;
    for (const alg of algs) {
      const key = await importJWK({ ...jwk, d: undefined }, alg).catch(() => undefined);
      if (key && !(key instanceof Uint8Array) && key.type === 'public') found.set(`${alg} ${jwk.kid}`, key);
    }
  }
  return found;
}

const shapes: Readonly<Record<string, (jwk: JWK) => boolean>> = {
  ES256: ({ kty, crv }) => kty === 'EC' && crv === 'P-256',
  EdDSA: ({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519',
  RS256: ({ kty }) => kty === 'RSA',
  PS256: ({ kty }) => kty === 'RSA',
};

/** A key that names its algorithm is good for that one alone. */
const fits = (jwk: JWK, alg: string): boolean => (jwk.alg === undefined || jwk.alg === alg) && (shapes[alg]?.(jwk) ?? false);
