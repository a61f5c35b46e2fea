import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { BackpackKeyStore } from './backpack-key.store.js';
import { BackpackProfileStore } from './backpack-profile.store.js';
import { ForeignCredentialStore } from './foreign-credential.store.js';

/** Backpacks follow the people whose they are. */
@Injectable()
export class PersonsBackpack {
  constructor(
    private readonly keys: BackpackKeyStore,
    private readonly credentials: ForeignCredentialStore,
    private readonly profiles: BackpackProfileStore,
  ) {}

  /** Makes what these records brought readable to whoever is behind them now; null: to nobody as his own. */
  belongTo(tx: Tx, tenant: string, earners: readonly string[], account: string | null): Promise<void> {
    return this.credentials.belongTo(tx, tenant, earners, account);
  }

  /** Removes everything that a record brought, and the key under which copies of it elsewhere were sealed. */
  async erase(tx: Tx, tenant: string, earner: string): Promise<void> {
    await this.credentials.removeAll(tx, tenant, earner);
    await this.profiles.remove(tx, tenant, earner);
    await this.keys.destroy(tx, tenant, earner);
  }
}
