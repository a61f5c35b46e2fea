import type { KeyObject } from 'node:crypto';
import type { KeyAlgorithm, Signer } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { KeyCustody } from '../signer/key-custody.service.js';
import type { OpenKey } from '../signer/key-store.js';
import { SignerDatabase } from '../signer/signer-database.js';
import { activeAmong, type SigningKey, verificationMethodOf } from './signing-key.js';
import { SigningKeyStore } from './signing-key.store.js';

const keysMax = 1_000;

/** A key that signs now. */
export interface ActiveKey {
  readonly key: SigningKey;
  readonly signer: Signer;
  /** Null where a token keeps it. */
  readonly privateKey: KeyObject | null;
}

/**
 * The keys that sign now, opened once and held in memory as key objects, which show their bytes to nobody by accident. They
 * are opened under the signer's role, which is the only one that can.
 */
@Injectable()
export class KeyRing {
  private readonly opened = new Map<string, OpenKey>();

  constructor(
    private readonly database: SignerDatabase,
    private readonly store: SigningKeyStore,
    private readonly custody: KeyCustody,
  ) {}

  /** The active keys of some issuers of one tenant, by issuer. Which one is active is asked every time. */
  active(tenant: string, issuers: readonly string[], algorithm: KeyAlgorithm = 'EdDSA'): Promise<Map<string, ActiveKey>> {
    return this.database.read(tenant, (tx) => this.activeIn(tx, tenant, issuers, () => algorithm));
  }

  /** The same in a transaction of the signer. @param algorithmOf by issuer */
  async activeIn(tx: Tx, tenant: string, issuers: readonly string[], algorithmOf: (issuer: string) => KeyAlgorithm): Promise<Map<string, ActiveKey>> {
    const keys = await this.store.ofIssuers(tx, issuers);
    const active = issuers.flatMap((issuer) => activeAmong(keys.filter((key) => key.issuer === issuer), algorithmOf(issuer)) ?? []);
    const closed = active.filter(({ id }) => !this.opened.has(id));
    if (this.opened.size + closed.length > keysMax) this.opened.clear();
    if (closed.length > 0) {
      for (const [id, key] of await this.custody.open(tx, tenant, closed)) this.opened.set(id, key);
    }
    return new Map(
      active.flatMap((key) => {
        const open = this.opened.get(key.id);
        if (!open) return [];
        const signer: Signer = { algorithm: key.algorithm, verificationMethod: verificationMethodOf(key), sign: (bytes) => open.sign(bytes) };
        return [[key.issuer, { key, signer, privateKey: open.privateKey }] as const];
      }),
    );
  }
}
