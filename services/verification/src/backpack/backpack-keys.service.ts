import { randomBytes } from 'node:crypto';
import { seal, unseal } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { BackpackKeyStore } from './backpack-key.store.js';

const keyBytes = 32;

/** A key for each backpack, sealed under the registry's: everything that an earner brought is sealed under his own. */
@Injectable()
export class BackpackKeys {
  constructor(
    private readonly store: BackpackKeyStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Keys by earner; of those who have no backpack there is none. */
  async of(tx: Tx, tenant: string, earners: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await this.store.of(tx, tenant, [...new Set(earners)]);
    return new Map(rows.map(({ earner, sealed }) => [earner, unseal(sealed, this.platform.keySecret, binding(tenant, earner))]));
  }

  /** The key of an earner's backpack, which begins with it. */
  async ensure(tx: Tx, tenant: string, earner: string): Promise<Buffer> {
    const known = (await this.of(tx, tenant, [earner])).get(earner);
    if (known) return known;
    await this.store.insert(tx, tenant, earner, seal(randomBytes(keyBytes), this.platform.keySecret, binding(tenant, earner)), new Date(this.clock.now()));
    const made = (await this.of(tx, tenant, [earner])).get(earner);
    if (!made) throw new Error('a backpack that was begun has no key');
    return made;
  }
}

const binding = (tenant: string, earner: string) => ({ tenantId: tenant, keyId: `backpack of ${earner}` });
