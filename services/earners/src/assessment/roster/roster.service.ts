import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Earner } from '../../earner/earner.js';
import type { Viewer } from '../../earner/earner-view.service.js';
import { KnownEarners } from '../../earner/known-earners.js';
import { rosterEvent } from '../../events/publishes-roster.js';
import { type ChangedEntry, changeEntry, checkGroups, leave, type RosterEntry, type RosterState } from './roster-entry.js';
import { RosterStore } from './roster.store.js';

export type RosterWritten = Decision<{ readonly entry: RosterEntry; readonly marks: readonly Mark[] }>;

/** Who belongs to a tenant. Its staff keep the list: those who may award, and administrators. */
@Injectable()
export class RosterService {
  constructor(
    private readonly database: Database,
    private readonly earners: KnownEarners,
    private readonly store: RosterStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Somebody who is on the roster stays as he is. */
  async add(principal: Principal, earnerId: string, groups: readonly string[]): Promise<RosterWritten> {
    const tenant = keeperOf(principal);
    const keys = checkGroups(groups);
    if (tenant === null) return refused(grantMissing('AWARD'));
    if (!keys.ok) return keys;
    return this.database.write({ tenant }, async (tx) => {
      const earner = (await this.earners.of(tx, tenant, [earnerId])).get(earnerId);
      if (earner === undefined) return refused(notFound('earner', 'earnerId'));
      const at = new Date(this.clock.now());
      const entry: RosterEntry = { id: newId(), tenant, earner, groups: keys.value, state: 'ACTIVE', joinedAt: at, leftAt: null, version: 1, updatedAt: at };
      if (await this.store.insert(tx, entry)) return accepted({ entry, marks: await appendEvents(tx, [rosterEvent(entry, 'joined')]) });
      const [there] = await this.store.current(tx, [{ tenant, id: earner }]);
      return there ? accepted({ entry: there, marks: [] }) : refused(refusal('NOT_FOUND', 'The person has just left; ask again.', 'earnerId'));
    });
  }

  change(principal: Principal, id: string, wish: { readonly groups?: readonly string[] | null; readonly state?: RosterState | null }): Promise<RosterWritten> {
    return this.onEntry(principal, id, (entry, at) => changeEntry(entry, wish, at));
  }

  leave(principal: Principal, id: string): Promise<RosterWritten> {
    return this.onEntry(principal, id, (entry, at) => accepted(leave(entry, at)));
  }

  /** The entries that have not ended, in the order of the earners; row-level security leaves those that the viewer may see. */
  async of(viewer: Viewer, earners: readonly Earner[]): Promise<(RosterEntry | undefined)[]> {
    const found = await this.database.read(viewer, (tx) => this.store.current(tx, earners));
    return earners.map(({ id }) => found.find(({ earner }) => earner === id));
  }

  private async onEntry(principal: Principal, id: string, decide: (entry: RosterEntry, at: Date) => Decision<ChangedEntry>): Promise<RosterWritten> {
    const tenant = keeperOf(principal);
    if (tenant === null) return refused(grantMissing('AWARD'));
    return this.database.write({ tenant }, async (tx: Tx) => {
      const entry = await this.store.lock(tx, tenant, id);
      if (!entry) return refused(notFound('roster entry', 'id'));
      const decided = decide(entry, new Date(this.clock.now()));
      if (!decided.ok || decided.value.what === null) return decided.ok ? accepted({ entry: decided.value.entry, marks: [] }) : decided;
      await this.store.update(tx, decided.value.entry);
      return accepted({ entry: decided.value.entry, marks: await appendEvents(tx, [rosterEvent(decided.value.entry, decided.value.what)]) });
    });
  }
}

const keeperOf = (principal: Principal): string | null => (maySomewhere(principal, 'AWARD') || may(principal, 'ADMINISTER') ? principal.tenant : null);
