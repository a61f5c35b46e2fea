import { holdPeople } from '@cairn/people';
import { newId, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Person } from './earner.js';
import { EarnerStore } from './earner.store.js';
import { EarnerWriteStore, type NewEarner } from './earner-write.store.js';
import { PersonalData } from './personal-data.js';

/** Someone to be found or made. */
export interface Wanted extends Person {
  readonly verified?: boolean;
}

export interface Found {
  readonly earner: Uuid;
  /** Whether this transaction made the earner. */
  readonly made: boolean;
}

/** Finds the earners behind identifiers, and makes those that are missing, for one or for thousands at a time. */
@Injectable()
export class EarnerIntake {
  constructor(
    private readonly store: EarnerStore,
    private readonly writes: EarnerWriteStore,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Finds or makes each person by the first of its identifiers that is known. At most six statements, however many
   * persons: the last ones only when another transaction made some of them meanwhile.
   *
   * @returns in the order of the persons; `made` is true for the first of several that are the same
   */
  async ensure(tx: Tx, tenant: string, persons: readonly Wanted[]): Promise<Found[]> {
    const digests = persons.map(({ identifiers }) => identifiers.map((identifier) => this.personal.lookup(tenant, identifier)));
    await holdPeople(tx, tenant);
    const known = await this.find(tx, tenant, persons, digests);
    const missing = new Map<string, NewEarner>();
    persons.forEach((person, at) => {
      if (known[at] !== undefined) return;
      const key = this.keyOf(person);
      if (!missing.has(key)) missing.set(key, this.sealed(tenant, person, digests[at] ?? []));
    });
    const made = missing.size === 0 ? new Set<string>() : await this.writes.insert(tx, tenant, [...missing.values()], new Date(this.clock.now()));
    const lost = made.size < missing.size ? await this.find(tx, tenant, persons, digests) : known;
    return persons.map((person, at) => {
      const key = this.keyOf(person);
      const candidate = missing.get(key);
      if (known[at] === undefined && candidate && made.delete(candidate.id)) return { earner: candidate.id, made: true };
      const earner = lost[at] ?? candidate?.id;
      if (!earner) throw new Error('an earner was neither found nor made');
      return { earner, made: false };
    });
  }

  /** The earners behind identifiers, in the order of the persons; undefined where nobody is. Makes nobody. */
  async known(tx: Tx, tenant: string, persons: readonly Wanted[]): Promise<(Uuid | undefined)[]> {
    if (persons.length === 0) return [];
    await holdPeople(tx, tenant);
    return this.find(tx, tenant, persons, persons.map(({ identifiers }) => identifiers.map((identifier) => this.personal.lookup(tenant, identifier))));
  }

  /** Who is behind each person's identifiers; undefined where nobody is. */
  private async find(tx: Tx, tenant: string, persons: readonly Wanted[], digests: readonly (readonly Buffer[])[]): Promise<(Uuid | undefined)[]> {
    const asked = persons.flatMap(({ identifiers }, at) => identifiers.map(({ type }) => ({ at, type })));
    const rows = await this.store.behind(
      tx,
      tenant,
      asked.map(({ type }) => type),
      digests.flat(),
    );
    const found = new Array<Uuid | undefined>(persons.length).fill(undefined);
    for (const { at, earner } of rows) {
      const person = asked[at]?.at;
      if (person !== undefined) found[person] ??= earner as Uuid;
    }
    return found;
  }

  private keyOf({ identifiers: [first] }: Wanted): string {
    return first ? `${first.type}|${first.value}` : '';
  }

  private sealed(tenant: string, { name, identifiers, verified = false }: Wanted, digests: readonly Buffer[]): NewEarner {
    const id = newId();
    const { open, wrapped } = this.personal.newKey(tenant, id);
    return {
      id,
      key: wrapped,
      name: name === null ? null : this.personal.seal(open, { tenant, earner: id, field: 'name' }, name),
      identifiers: identifiers.map((identifier, at) => ({
        type: identifier.type,
        hmac: digests[at] ?? this.personal.lookup(tenant, identifier),
        sealed: this.personal.seal(open, { tenant, earner: id, field: `identifier ${identifier.type}` }, identifier.value),
        verified,
      })),
    };
  }
}
