import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { consentsOf, standingFor } from '../consent/consent.js';
import { ConsentStore } from '../consent/consent.store.js';
import type { Earner } from '../earner/earner.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { PersonalData } from '../earner/personal-data.js';
import { groupsStatedEvent } from '../events/publishes-people.js';
import { EarnerAccess } from '../person/earner-access.js';
import { checkGroups, type StatisticsGroup } from './statistics-group.js';
import { StatisticsGroupStore } from './statistics-group.store.js';

const field = 'statistics groups';

/** A record that is not erased, and all that the person says of himself. */
export interface Saying {
  readonly id: string;
  readonly key: Buffer;
  readonly said: readonly StatisticsGroup[];
}

/** What people say of themselves for statistics only: with their consent, to be withdrawn with it. */
@Injectable()
export class StatisticsGroups {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly earners: EarnerWriteStore,
    private readonly consents: ConsentStore,
    private readonly store: StatisticsGroupStore,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Replaces all that was said before. */
  async state(principal: Principal, id: string, said: readonly StatisticsGroup[]): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const acting = await this.access.to(principal, id, 'AWARD');
    if (!acting.ok) return acting;
    const groups = checkGroups(said);
    if (!groups.ok) return groups;
    const { earner } = acting.value;
    const { tenant } = earner;
    return this.database.write({ tenant }, async (tx) => {
      const row = await this.earners.lock(tx, tenant, earner.id);
      if (!row?.key || (row.state !== 'PROVISIONAL' && row.state !== 'CLAIMED')) {
        return refused(refusal('EARNER_STATE_INVALID', 'A record that does not stand for anybody is not changed.', 'earnerId'));
      }
      const [facts = []] = await this.consents.of(tx, [earner]);
      if (!standingFor(consentsOf(facts), 'STATISTICS')) return refused(refusal('CONSENT_MISSING', 'The person has not agreed to statistics (STATISTICS), which what is said here is for.', 'earnerId'));
      const events = await this.keep(tx, tenant, [{ id: row.id, key: row.key, said: groups.value }], new Date(this.clock.now()));
      return accepted({ id: earner.id, marks: await appendEvents(tx, events) });
    });
  }

  /** Replaces what these earners said, and answers the events that tell of it. Callers hold the locks of the records, and have seen the consents. */
  async keep(tx: Tx, tenant: string, persons: readonly Saying[], at: Date): Promise<NewEvent[]> {
    if (persons.length === 0) return [];
    const sealed = persons.map(({ id, key, said }) => ({
      earner: id,
      groups: this.personal.seal(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field }, JSON.stringify(said)),
    }));
    const versions = await this.store.put(tx, tenant, sealed);
    return persons.map(({ id, said }) => groupsStatedEvent(tenant, id, versionOf(versions, id), said, at));
  }

  /** What was said ends with the consent that it was for. Callers hold the lock of the record. */
  async withdrawn(tx: Tx, tenant: string, earner: string, at: Date): Promise<NewEvent> {
    const versions = await this.store.put(tx, tenant, [{ earner, groups: null }]);
    return groupsStatedEvent(tenant, earner, versionOf(versions, earner), [], at);
  }

  /** What each of a tenant's earners says of himself, in their order. */
  async saidBy(tx: Tx, tenant: string, earners: readonly Pick<Earner, 'id' | 'key'>[]): Promise<StatisticsGroup[][]> {
    const found = await this.store.of(tx, tenant, earners.map(({ id }) => id));
    return earners.map((earner) => this.opened(tenant, earner, found.get(earner.id)));
  }

  /** What each of the earners says of himself, in their order; whoever asks has seen to it that the reader may know. */
  async of(earners: readonly Earner[]): Promise<StatisticsGroup[][]> {
    const found = new Map<string, Buffer>();
    for (const [tenant, own] of Map.groupBy(earners, (earner) => earner.tenant)) {
      for (const [id, sealed] of await this.database.read({ tenant }, (tx) => this.store.of(tx, tenant, own.map(({ id }) => id)))) found.set(id, sealed);
    }
    return earners.map((earner) => this.opened(earner.tenant, earner, found.get(earner.id)));
  }

  private opened(tenant: string, { id, key }: Pick<Earner, 'id' | 'key'>, sealed: Buffer | undefined): StatisticsGroup[] {
    if (sealed === undefined || key === null) return [];
    return JSON.parse(this.personal.open(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field }, sealed)) as StatisticsGroup[];
  }
}

function versionOf(versions: ReadonlyMap<string, number>, earner: string): number {
  const version = versions.get(earner);
  if (version === undefined) throw new Error('what an earner said was not kept');
  return version;
}
