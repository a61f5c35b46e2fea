import { randomBytes } from 'node:crypto';
import { indexPermutation } from '@cairn/credentials';
import { Database, newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { SecretKeeper } from '../sealed-secret/secret-keeper.service.js';
import { leaseFor, type StatusPlace } from './status-place.js';
import { type Lease, StatusListStore } from './status-list.store.js';

/** Each open table is 512 KiB. */
const tablesMax = 64;

/**
 * Gives out places in status lists. A block of counters is leased in a short transaction of its own and then used from
 * memory, so that awards of one issuer do not queue for one row; a crash loses the rest of a block. The list's secret
 * permutation turns counters into indices: neighbours in time are no neighbours in the list.
 *
 * Leases run under the app role: its pool never waits for a listener, so a listener may wait for it.
 */
@Injectable()
export class IndexLeases {
  private readonly blocks = new Map<string, Lease>();
  private readonly tables = new Map<string, Uint32Array>();
  private readonly leasedAt = new Map<string, number>();
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly store: StatusListStore,
    private readonly secrets: SecretKeeper,
  ) {}

  /** `count` places of the issuer, each given only once ever. */
  async take(tenant: string, issuer: string, count: number): Promise<StatusPlace[]> {
    // One after another within this process: two takers must not use the same rest of a block.
    const turn = (this.turns.get(issuer) ?? Promise.resolve()).catch(() => undefined).then(() => this.takeNow(tenant, issuer, count));
    this.turns.set(issuer, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(issuer) === turn) this.turns.delete(issuer);
    }
  }

  private async takeNow(tenant: string, issuer: string, count: number): Promise<StatusPlace[]> {
    const places: StatusPlace[] = [];
    while (places.length < count) {
      const block = this.blocks.get(issuer) ?? (await this.lease(tenant, issuer, count - places.length));
      const table = this.tables.get(block.list) ?? (await this.tableOf(tenant, block.list));
      const to = Math.min(block.to, block.from + count - places.length);
      for (let counter = block.from; counter < to; counter += 1) places.push({ list: block.list, index: table[counter] as number });
      if (to < block.to) this.blocks.set(issuer, { ...block, from: to });
      else this.blocks.delete(issuer);
    }
    return places;
  }

  private async lease(tenant: string, issuer: string, count: number): Promise<Lease> {
    const size = leaseFor(count, performance.now() - (this.leasedAt.get(issuer) ?? -Infinity));
    if (this.leasedAt.size >= tablesMax) this.leasedAt.clear();
    this.leasedAt.set(issuer, performance.now());
    for (;;) {
      const lease = await this.database.write({ tenant }, async (tx) => {
        const found = await this.store.lease(tx, tenant, issuer, size);
        if (!found) await this.open(tx, tenant, issuer);
        return found;
      });
      if (lease) return lease;
    }
  }

  private async open(tx: Tx, tenant: string, issuer: string): Promise<void> {
    const id = newId();
    if (await this.store.open(tx, { id, tenant, issuer })) await this.secrets.keep(tx, tenant, id, randomBytes(32));
  }

  private async tableOf(tenant: string, list: string): Promise<Uint32Array> {
    const secret = (await this.database.read({ tenant }, (tx) => this.secrets.open(tx, tenant, [list]))).get(list);
    if (!secret) throw new Error('a status list has no secret');
    const table = indexPermutation(secret);
    if (this.tables.size >= tablesMax) this.tables.delete(this.tables.keys().next().value ?? '');
    this.tables.set(list, table);
    return table;
  }
}
