import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnerStore } from '../earner/earner.store.js';
import { PersonalData } from '../earner/personal-data.js';
import type { Award } from './award.js';

/** A note in the history of an award, as it is stored. `notedFor`: under whose key. */
export interface SealedNote {
  readonly note: Buffer | null;
  readonly notedFor: string | null;
}

/** What people write beside a change of an award: it may tell of the person, so it lies under that person's key. */
@Injectable()
export class AwardNotes {
  constructor(
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
  ) {}

  /** Null of a person who was erased: nothing is added about somebody whom nobody knows any more. */
  async seal(tx: Tx, { tenant, id, earner, version }: Pick<Award, 'tenant' | 'id' | 'earner' | 'version'>, text: string): Promise<Buffer | null> {
    const [record] = await this.earners.byIds(tx, tenant, [earner]);
    if (!record?.key) return null;
    return this.personal.seal(this.personal.unwrap(tenant, earner, record.key), { tenant, earner, field: `award note ${id} ${version}` }, text);
  }

  /** Notes of one award, in their order; null where there is none, or nobody can read it any more. */
  async open(tx: Tx, tenant: string, award: string, sealed: readonly (SealedNote & { readonly version: number })[]): Promise<(string | null)[]> {
    const owners = [...new Set(sealed.flatMap(({ notedFor }) => notedFor ?? []))];
    const records = owners.length === 0 ? [] : await this.earners.byIds(tx, tenant, owners);
    const keys = new Map(records.flatMap(({ id, key }) => (key ? [[id, this.personal.unwrap(tenant, id, key)] as const] : [])));
    return sealed.map(({ note, notedFor, version }) => {
      const key = notedFor === null ? undefined : keys.get(notedFor);
      return note && notedFor && key ? this.personal.open(key, { tenant, earner: notedFor, field: `award note ${award} ${version}` }, note) : null;
    });
  }
}
