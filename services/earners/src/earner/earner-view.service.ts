import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Earner, SealedIdentifier } from './earner.js';
import { type EarnerConditions, type EarnerOrder, EarnerStore } from './earner.store.js';
import { checkIdentifier, type Identifier, type IdentifierType } from './identifier.js';
import { PersonalData } from './personal-data.js';

/** Whose earners somebody may read: those of a tenant, and those he has claimed under his account. */
export interface Viewer {
  readonly tenant: string | null;
  readonly account: string | null;
}

/** Reading earners. Names and identifiers are opened only where they are asked for. */
@Injectable()
export class EarnerViewService {
  constructor(
    private readonly database: Database,
    private readonly store: EarnerStore,
    private readonly personal: PersonalData,
  ) {}

  /** In the order of the ids; a merged record is the one that it leads to, undefined is what the viewer may not know of. */
  byIds(viewer: Viewer, ids: readonly string[]): Promise<(Earner | undefined)[]> {
    const { tenant, account } = viewer;
    return this.database.read(viewer, async (tx) => {
      const own = tenant === null ? [] : await this.store.byIds(tx, tenant, ids);
      const claimed = account === null ? [] : await this.store.ofAccount(tx, account);
      const found = new Map([...own, ...claimed].map((row) => [row.id, row]));
      const merged = own.filter(({ state }) => state === 'MERGED').map(({ id }) => id);
      if (tenant !== null && merged.length > 0) {
        const led = await this.store.survivors(tx, tenant, merged);
        const survivors = new Map((await this.store.byIds(tx, tenant, [...new Set(led.values())])).map((row) => [row.id, row]));
        for (const [asked, id] of led) found.set(asked, survivors.get(id) as Earner);
      }
      return ids.map((id) => found.get(id));
    });
  }

  /** What a person has claimed, at most 100. */
  ofAccount(account: string): Promise<Earner[]> {
    return this.database.read({ tenant: null, account }, (tx) => this.store.ofAccount(tx, account));
  }

  page(tenant: string, filter: EarnerConditions, order: EarnerOrder, after: readonly [string, string] | null, limit: number): Promise<Earner[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, filter, order, after, limit));
  }

  count(tenant: string, filter: EarnerConditions): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.store.count(tx, tenant, filter));
  }

  /** By what an identifier of a filter is looked up; one that cannot exist finds nobody. */
  lookup(tenant: string, { type, value }: { type: IdentifierType; value: string }): { type: string; hmac: Buffer } {
    const checked = checkIdentifier(type, value);
    const identifier: Identifier = checked.ok ? checked.value : { type, value };
    return { type, hmac: this.personal.lookup(tenant, identifier) };
  }

  nameOf({ tenant, id, name, key }: Earner): string | null {
    return name && key && this.personal.open(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field: 'name' }, name);
  }

  /** Identifiers of several earners, in their order, in one statement. */
  async identifiersOf(viewer: Viewer, earners: readonly Earner[]): Promise<{ type: IdentifierType; value: string; verified: boolean }[][]> {
    const rows = await this.database.read(viewer, (tx) => this.store.identifiers(tx, earners));
    const sealed = new Map<string, SealedIdentifier[]>(earners.map(({ id }) => [id, []]));
    for (const row of rows) sealed.get(row.earner)?.push(row);
    return earners.map(({ tenant, id, key }) => {
      if (key === null) return [];
      const open = this.personal.unwrap(tenant, id, key);
      return (sealed.get(id) ?? []).map(({ type, sealed: text, verified }) => ({
        type,
        value: this.personal.open(open, { tenant, earner: id, field: `identifier ${type}` }, text),
        verified,
      }));
    });
  }
}
