import type { KeyObject } from 'node:crypto';
import { importPrivateKey } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { SecretKeeper } from '../sealed-secret/secret-keeper.service.js';
import { activeAmong, type SigningKey } from './signing-key.js';
import { SigningKeyStore } from './signing-key.store.js';

const keysMax = 1_000;

/** The keys that sign now, opened once and held in memory as key objects, which show their bytes to nobody by accident. */
@Injectable()
export class KeyRing {
  private readonly opened = new Map<string, KeyObject>();

  constructor(
    private readonly database: Database,
    private readonly store: SigningKeyStore,
    private readonly secrets: SecretKeeper,
  ) {}

  /** The active keys of some issuers of one tenant, by issuer. Which one is active is asked every time. */
  async active(tenant: string, issuers: readonly string[]): Promise<Map<string, { key: SigningKey; privateKey: KeyObject }>> {
    return this.database.read({ tenant }, async (tx) => {
      const keys = await this.store.ofIssuers(tx, issuers);
      const active = issuers.flatMap((issuer) => activeAmong(keys.filter((key) => key.issuer === issuer)) ?? []);
      const closed = active.filter(({ id }) => !this.opened.has(id)).map(({ id }) => id);
      if (this.opened.size + closed.length > keysMax) this.opened.clear();
      if (closed.length > 0) {
        const secrets = await this.secrets.open(tx, tenant, closed);
        for (const [id, secret] of secrets) this.opened.set(id, importPrivateKey(secret).privateKey);
      }
      return new Map(
        active.flatMap((key) => {
          const privateKey = this.opened.get(key.id);
          return privateKey ? [[key.issuer, { key, privateKey }] as const] : [];
        }),
      );
    });
  }
}
