import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { hashOf, Sealing } from '../sealing.js';
import { type AuthorizationRecord, AuthorizationRecordStore } from './record.store.js';

/** Keeps for oidc-provider what it asks to be kept, other than clients. */
@Injectable()
export class AuthorizationRecords {
  constructor(
    private readonly database: Database,
    private readonly store: AuthorizationRecordStore,
    private readonly sealing: Sealing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether a grant, by its hash, was given and not withdrawn. */
  async grantHolds(grantHash: string): Promise<boolean> {
    return this.database.work(async (tx) => (await this.store.find(tx, 'Grant', grantHash, this.now())) !== undefined);
  }

  /** Withdraws a grant, by its hash, and everything that hangs on it. */
  withdraw(grantHash: string): Promise<void> {
    return this.database.work((tx) => this.store.removeGrant(tx, grantHash));
  }

  /**
   * @param kind name of one of oidc-provider's models
   * @param used makes the error for a code or refresh token that was used already
   */
  adapter(kind: string, used: (description: string) => Error): Adapter {
    const found = (record: AuthorizationRecord | undefined) => record && this.opened(record);
    return {
      upsert: (id, payload, expiresIn = 0) => this.put(kind, id, payload, expiresIn),
      find: (id) => this.database.work(async (tx) => found(await this.store.find(tx, kind, hashOf(id), this.now()))),
      findByUid: (uid) => this.database.work(async (tx) => found(await this.store.findByUid(tx, kind, hashOf(uid), this.now()))),
      findByUserCode: () => Promise.resolve(undefined),
      consume: async (id) => {
        if (!(await this.isFirst(kind, id))) throw used(`${kind} was used already`);
      },
      destroy: (id) => this.database.work((tx) => this.store.remove(tx, kind, hashOf(id))),
      revokeByGrantId: (grant) => this.database.work((tx) => this.store.removeOfGrant(tx, kind, hashOf(grant))),
    };
  }

  private put(kind: string, id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const idHash = hashOf(id);
    const record = {
      kind,
      idHash,
      uidHash: payload.uid ? hashOf(payload.uid) : null,
      grantHash: payload.grantId ? hashOf(payload.grantId) : null,
      sealed: this.sealing.seal(`${kind} ${idHash}`, payload),
      expiresAt: new Date(this.clock.now() + expiresIn * 1000),
    };
    return this.database.work((tx) => this.store.put(tx, record));
  }

  /** Of two who use a code or refresh token at once, the second is refused, and the grant goes (RFC 9700, section 4.14.2). */
  private isFirst(kind: string, id: string): Promise<boolean> {
    return this.database.work(async (tx) => {
      const record = await this.store.find(tx, kind, hashOf(id), this.now());
      if (await this.store.consume(tx, kind, hashOf(id), this.now())) return true;
      if (record?.grantHash) await this.store.removeGrant(tx, record.grantHash);
      return false;
    });
  }

  private opened({ kind, idHash, sealed, consumedAt }: AuthorizationRecord): AdapterPayload {
    const payload = this.sealing.unseal<AdapterPayload>(`${kind} ${idHash}`, sealed);
    return consumedAt ? { ...payload, consumed: Math.floor(consumedAt.getTime() / 1000) } : payload;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
