import { seal, unseal } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { SealedSecretStore } from './sealed-secret.store.js';

/** Keeps secrets sealed at rest under the registry's key, bound to their tenant and id: a row moved elsewhere does not open. */
@Injectable()
export class SecretKeeper {
  constructor(
    private readonly store: SealedSecretStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  keep(tx: Tx, tenant: string, id: string, secret: Buffer): Promise<void> {
    const sealed = seal(secret, this.platform.keySecret, { tenantId: tenant, keyId: id });
    return this.store.insert(tx, { tenant, id, sealed });
  }

  /** The secrets by id; an id that is missing here was never kept. Throws SealBroken. */
  async open(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await this.store.byIds(tx, tenant, ids);
    return new Map(rows.map(({ id, sealed }) => [id, unseal(sealed, this.platform.keySecret, { tenantId: tenant, keyId: id })]));
  }
}
