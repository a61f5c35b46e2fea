import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Earner, SealedIdentifier } from './earner.js';
import { type EarnerConditions, type EarnerOrder, EarnerStore } from './earner.store.js';
import { checkIdentifier, type Identifier, type IdentifierType } from './identifier.js';
import { PersonalData } from './personal-data.js';

/** Reading earners. Names and identifiers are opened only where they are asked for. */
@Injectable()
export class EarnerViewService {
  constructor(
    private readonly database: Database,
    private readonly store: EarnerStore,
    private readonly personal: PersonalData,
  ) {}

  byIds(tenant: string, ids: readonly string[]): Promise<Earner[]> {
    return this.database.read({ tenant }, (tx) => this.store.byIds(tx, tenant, ids));
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
    return name && this.personal.open(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field: 'name' }, name);
  }

  /** Identifiers of several earners, in their order, in one statement. */
  async identifiersOf(tenant: string, earners: readonly Earner[]): Promise<{ type: IdentifierType; value: string; verified: boolean }[][]> {
    const ids = earners.map(({ id }) => id);
    const rows = await this.database.read({ tenant }, (tx) => this.store.identifiers(tx, tenant, ids));
    const sealed = new Map<string, SealedIdentifier[]>(ids.map((id) => [id, []]));
    for (const row of rows) sealed.get(row.earner)?.push(row);
    return earners.map(({ id, key }) => {
      const open = this.personal.unwrap(tenant, id, key);
      return (sealed.get(id) ?? []).map(({ type, sealed: text, verified }) => ({
        type,
        value: this.personal.open(open, { tenant, earner: id, field: `identifier ${type}` }, text),
        verified,
      }));
    });
  }
}
