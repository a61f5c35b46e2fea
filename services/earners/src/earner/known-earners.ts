import { holdPeople } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnerStore } from './earner.store.js';

/** Tells whoever names earners by their ids which records these stand for, and keeps it true to the transaction's end. */
@Injectable()
export class KnownEarners {
  constructor(private readonly store: EarnerStore) {}

  /** Records behind the ids, merged ones followed to where they lead; those of nobody, or of nobody any more, are left out. */
  async of(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    await holdPeople(tx, tenant);
    const rows = await this.store.byIds(tx, tenant, ids);
    const merged = rows.filter(({ state }) => state === 'MERGED').map(({ id }) => id);
    const led = merged.length === 0 ? new Map<string, string>() : await this.store.survivors(tx, tenant, merged);
    const survivors = led.size === 0 ? [] : await this.store.byIds(tx, tenant, [...new Set(led.values())]);
    const standing = new Set([...rows, ...survivors].filter(({ state }) => state === 'PROVISIONAL' || state === 'CLAIMED').map(({ id }) => id));
    const found = rows.map(({ id }) => [id, led.get(id) ?? id] as const);
    return new Map(found.filter(([, id]) => standing.has(id)));
  }

  /** The record that an event names: itself, or where it leads. Null when it is of nobody any more: no event brings a person back. */
  async named(tx: Tx, tenant: string, id: string): Promise<string | null> {
    await holdPeople(tx, tenant);
    const [row] = await this.store.byIds(tx, tenant, [id]);
    if (row?.state === 'MERGED') return (await this.of(tx, tenant, [id])).get(id) ?? null;
    return row?.state === 'ERASED' ? null : id;
  }
}
