import { indexPermutation } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { SecretKeeper } from '../sealed-secret/secret-keeper.service.js';
import type { StatusPlace } from '../status-list/status-place.js';
import { StatusListStore } from '../status-list/status-list.store.js';

/** Each table is 512 KiB. */
const tablesMax = 16;

/** Looks whether a place in a status list was leased, and for the issuer that uses it. Under the role of the signer. */
@Injectable()
export class LeasedPlaces {
  /** By list: which counter each index belongs to, the permutation the other way round. */
  private readonly counters = new Map<string, Uint32Array>();

  constructor(
    private readonly lists: StatusListStore,
    private readonly secrets: SecretKeeper,
  ) {}

  /** Those of the places that are not the issuer's to use. */
  async strange(tx: Tx, tenant: string, places: readonly (StatusPlace & { issuer: string })[]): Promise<Set<StatusPlace>> {
    const ids = [...new Set(places.map(({ list }) => list))];
    const heads = new Map((await this.lists.heads(tx, tenant, ids)).map((head) => [head.id, head]));
    await this.learn(tx, tenant, ids.filter((id) => heads.has(id)));
    return new Set(
      places.filter(({ list, index, issuer }) => {
        const head = heads.get(list);
        const counter = this.counters.get(list)?.[index];
        return !head || head.issuer !== issuer || counter === undefined || counter >= head.next;
      }),
    );
  }

  private async learn(tx: Tx, tenant: string, lists: readonly string[]): Promise<void> {
    const unknown = lists.filter((id) => !this.counters.has(id));
    if (unknown.length === 0) return;
    if (this.counters.size + unknown.length > tablesMax) this.counters.clear();
    for (const [id, secret] of await this.secrets.open(tx, tenant, unknown)) {
      const table = indexPermutation(secret);
      const counters = new Uint32Array(table.length);
      table.forEach((index, counter) => (counters[index] = counter));
      this.counters.set(id, counters);
    }
  }
}
