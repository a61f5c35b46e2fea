import { generateKeyPair, hash, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { Sealing } from '../sealing.js';
import { keySchedule } from './token-key.js';
import { type SealedTokenKey, TokenKeyStore } from './token-key.store.js';

const keptMs = 30_000;

/** The keys that sign tokens, as they are now. */
export interface TokenKeyRing {
  readonly signing: string;
  /** With their private parts, the signing one first. */
  readonly keys: readonly JsonWebKey[];
  /** What everyone may know, as a JWK set. */
  readonly published: { readonly keys: readonly JsonWebKey[] };
}

/** Makes, keeps and retires the keys of tokens; they lie sealed in the database, so that every process has the same. */
@Injectable()
export class TokenKeys {
  private kept: { readonly ring: TokenKeyRing; readonly until: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly store: TokenKeyStore,
    private readonly sealing: Sealing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async ring(): Promise<TokenKeyRing> {
    const now = this.clock.now();
    if (!this.kept || this.kept.until <= now) this.kept = { ring: await this.keepUp(false), until: now + keptMs };
    return this.kept.ring;
  }

  /** Makes the next key now: it is published at once, signs after 15 minutes, and the present one goes half an hour later. */
  async rotate(): Promise<TokenKeyRing> {
    const ring = await this.keepUp(true);
    this.kept = { ring, until: this.clock.now() + keptMs };
    return ring;
  }

  /** Makes the next key when its time has come and forgets those whose tokens are gone. */
  private keepUp(atOnce: boolean): Promise<TokenKeyRing> {
    return this.database.work(async (tx) => {
      const now = this.clock.now();
      let keys = await this.store.all(tx);
      if (atOnce || keySchedule(keys, now).due || keySchedule(keys, now).gone.length > 0) {
        await tx.query(`SELECT pg_advisory_xact_lock(hashtext('cairn-token-keys'))`);
        keys = await this.store.all(tx);
        const { due, gone } = keySchedule(keys, now);
        if (due || atOnce) keys = [...keys, await this.make(tx, new Date(now))];
        if (gone.length > 0) await this.store.remove(tx, gone.map(({ kid }) => kid));
      }
      return this.ringOf(keys, now);
    });
  }

  private async make(tx: Tx, createdAt: Date): Promise<SealedTokenKey> {
    const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    // The thumbprint of RFC 7638: members in this order.
    const kid = hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url');
    const about = { kid, alg: 'ES256', use: 'sig' };
    const sealed = this.sealing.seal(`token_key ${kid}`, { ...privateKey.export({ format: 'jwk' }), ...about });
    const key = { kid, publicJwk: { kty, crv, x, y, ...about }, sealed, createdAt };
    await this.store.insert(tx, key);
    return key;
  }

  private ringOf(keys: readonly SealedTokenKey[], now: number): TokenKeyRing {
    const { signing, published } = keySchedule(keys, now);
    if (!signing) throw new Error('there is no key to sign tokens with');
    return {
      signing: signing.kid,
      keys: published.map(({ kid, sealed }) => this.sealing.unseal<JsonWebKey>(`token_key ${kid}`, sealed)),
      published: { keys: published.map(({ publicJwk }) => publicJwk) },
    };
  }
}
