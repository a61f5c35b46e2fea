import type { KeyAlgorithm, KeyState } from '@cairn/credentials';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { keyActivatedEvent, keyCompromisedEvent, keyPrePublishedEvent, keyRetiredEvent } from '../events/publishes.js';
import { KeyCustody } from '../signer/key-custody.service.js';
import { activeAmong, announcedAmong, type SigningKey, stateOf } from './signing-key.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Who changes the state of a key, and why. */
export interface Deed {
  readonly actor: string | null;
  readonly reason: string | null;
}

const ourselves: Deed = { actor: null, reason: null };

/** What became of a key: which one counts now, and the marks of what was told. */
export interface KeyChange {
  readonly id: string;
  readonly marks: Mark[];
}

/** Makes signing keys and leads them through their states. The private half is made in its custody, and stays there. */
@Injectable()
export class KeyMaker {
  constructor(
    private readonly database: Database,
    private readonly store: SigningKeyStore,
    private readonly custody: KeyCustody,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async makeFirst(tx: Tx, tenant: string, issuer: string): Promise<void> {
    const { event } = await this.make(tx, { tenant, issuer, generation: 1, algorithm: 'EdDSA' }, 'ACTIVE', this.now(), ourselves);
    await appendEvents(tx, [event]);
  }

  /** Sees to it that issuers have an active key of an algorithm; most never need more than their first. */
  async ensure(tenant: string, issuer: string, algorithm: KeyAlgorithm): Promise<void> {
    const has = (tx: Tx) => this.store.ofIssuers(tx, [issuer]).then((keys) => activeAmong(keys, algorithm) !== undefined);
    if (await this.database.read({ tenant }, has)) return;
    await this.database.write({ tenant }, async (tx) => {
      await this.store.lockForRotation(tx, issuer);
      if (!(await has(tx))) await this.activateNext(tx, tenant, issuer, algorithm, this.now(), ourselves);
    });
  }

  /** Makes a key that is listed for the issuer and does not sign yet. */
  async announce(tx: Tx, tenant: string, issuer: string, algorithm: KeyAlgorithm, deed: Deed): Promise<KeyChange> {
    await this.store.lockForRotation(tx, issuer);
    const generation = await this.nextGeneration(tx, issuer);
    const { id, event } = await this.make(tx, { tenant, issuer, generation, algorithm }, 'PRE_PUBLISHED', this.now(), deed);
    return { id, marks: await appendEvents(tx, [event]) };
  }

  /** Retires the issuer's key and puts the next one in its place at the same instant. Both stay listed. */
  async rotate(tx: Tx, tenant: string, issuer: string, algorithm: KeyAlgorithm, deed: Deed): Promise<KeyChange> {
    await this.store.lockForRotation(tx, issuer);
    // Taken under the lock: nothing the old key has signed until now is younger.
    const at = this.now();
    const old = activeAmong(await this.store.ofIssuers(tx, [issuer]), algorithm);
    const retired = old ? [await this.enter(tx, old, 'RETIRED', at, at, deed)] : [];
    const next = await this.activateNext(tx, tenant, issuer, algorithm, at, deed);
    return { id: next.id, marks: [...(await appendEvents(tx, retired)), ...next.marks] };
  }

  /**
   * From `from` on nothing that the key signed is trusted. A key that signed until now is replaced at once. The caller has
   * seen under the issuer's lock that it is not compromised yet.
   */
  async compromise(tx: Tx, key: SigningKey, from: Date, deed: Deed): Promise<Mark[]> {
    const at = this.now();
    const marks = await appendEvents(tx, [await this.enter(tx, key, 'COMPROMISED', from, at, deed)]);
    if (stateOf(key) !== 'ACTIVE') return marks;
    const next = await this.activateNext(tx, key.tenant, key.issuer, key.algorithm, at, deed);
    return [...marks, ...next.marks];
  }

  /** Activates the key that was announced, or a new one where none was. */
  private async activateNext(tx: Tx, tenant: string, issuer: string, algorithm: KeyAlgorithm, at: Date, deed: Deed): Promise<KeyChange> {
    const announced = announcedAmong(await this.store.ofIssuers(tx, [issuer]), algorithm);
    if (announced) {
      const event = await this.enter(tx, announced, 'ACTIVE', at, at, deed);
      return { id: announced.id, marks: await appendEvents(tx, [event]) };
    }
    const generation = await this.nextGeneration(tx, issuer);
    const { id, event } = await this.make(tx, { tenant, issuer, generation, algorithm }, 'ACTIVE', at, deed);
    return { id, marks: await appendEvents(tx, [event]) };
  }

  private async make(
    tx: Tx,
    about: Pick<SigningKey, 'tenant' | 'issuer' | 'generation' | 'algorithm'>,
    state: 'PRE_PUBLISHED' | 'ACTIVE',
    at: Date,
    deed: Deed,
  ): Promise<{ id: string; event: NewEvent }> {
    const id = newId();
    const half = await this.custody.make(tx, about.tenant, id, about.algorithm);
    const key: SigningKey = { ...about, ...half, id, did: '', history: [] };
    await this.store.insert(tx, key);
    return { id, event: await this.enter(tx, key, state, at, at, deed) };
  }

  /** Writes one more step, and answers the event that tells of it. */
  private async enter(tx: Tx, key: SigningKey, state: KeyState, at: Date, recordedAt: Date, deed: Deed): Promise<NewEvent> {
    await this.store.enter(tx, { tenant: key.tenant, key: key.id, state, at, recordedAt, ...deed });
    const version = key.history.length + 1;
    if (state === 'PRE_PUBLISHED') return keyPrePublishedEvent(key, version, at);
    if (state === 'ACTIVE') return keyActivatedEvent(key, version, at);
    return state === 'RETIRED' ? keyRetiredEvent(key, version, at) : keyCompromisedEvent(key, version, at, recordedAt);
  }

  private async nextGeneration(tx: Tx, issuer: string): Promise<number> {
    const [newest] = await this.store.ofIssuers(tx, [issuer]);
    return (newest?.generation ?? 0) + 1;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
