import { exportPrivateKey, newSigningKey } from '@cairn/credentials';
import { appendEvents, type Mark } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { keyActivatedEvent, keyRetiredEvent } from '../events/publishes.js';
import { SecretKeeper } from '../sealed-secret/secret-keeper.service.js';
import { activeAmong, type SigningKey } from './signing-key.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Makes signing keys. The private half leaves this method sealed, and only sealed. */
@Injectable()
export class KeyMaker {
  constructor(
    private readonly store: SigningKeyStore,
    private readonly secrets: SecretKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async makeFirst(tx: Tx, tenant: string, issuer: string): Promise<void> {
    const { event } = await this.make(tx, { tenant, issuer, generation: 1, at: this.now(), actor: null });
    await appendEvents(tx, [event]);
  }

  /** Retires the issuer's key and makes the next one at the same instant. Both stay listed. */
  async rotate(tx: Tx, tenant: string, issuer: string, actor: string | null): Promise<{ id: string; marks: Mark[] }> {
    await this.store.lockForRotation(tx, issuer);
    const keys = await this.store.ofIssuers(tx, [issuer]);
    // Taken under the lock: nothing the old key has signed until now is younger.
    const at = this.now();
    const old = activeAmong(keys);
    if (old) await this.store.enter(tx, { tenant, key: old.id, state: 'RETIRED', at, actor });
    const { id, event } = await this.make(tx, { tenant, issuer, generation: (keys[0]?.generation ?? 0) + 1, at, actor });
    return { id, marks: await appendEvents(tx, [...(old ? [keyRetiredEvent(old, at)] : []), event]) };
  }

  private async make(tx: Tx, { at, actor, ...about }: Pick<SigningKey, 'tenant' | 'issuer' | 'generation'> & { at: Date; actor: string | null }) {
    const pair = newSigningKey();
    const key = { ...about, id: newId(), publicKeyMultibase: pair.publicKeyMultibase };
    await this.store.insert(tx, key);
    await this.secrets.keep(tx, key.tenant, key.id, exportPrivateKey(pair));
    await this.store.enter(tx, { tenant: key.tenant, key: key.id, state: 'ACTIVE', at, actor });
    return { id: key.id, event: keyActivatedEvent(key, at) };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
