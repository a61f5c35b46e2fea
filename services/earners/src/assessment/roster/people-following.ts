import { appendEvents } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { rosterEvent } from '../../events/publishes-roster.js';
import { ReviewerStore } from '../reviewer/reviewer.store.js';
import { leave, type RosterEntry } from './roster-entry.js';
import { RosterStore } from './roster.store.js';

/** Rosters and the list of reviewers follow people whose records become one, and let go of those who are erased. */
@Injectable()
export class PeopleFollowing {
  constructor(
    private readonly store: RosterStore,
    private readonly reviewers: ReviewerStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The surviving record has the entry, unless it has one of its own. */
  async merged(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await this.reviewers.moveEarner(tx, tenant, from, into);
    const current = await this.store.current(tx, [from, into].map((id) => ({ tenant, id })));
    const entry = current.find(({ earner }) => earner === from);
    if (!entry) return;
    if (current.length > 1) return this.end(tx, entry);
    const moved = { ...entry, earner: into, version: entry.version + 1, updatedAt: new Date(this.clock.now()) };
    await this.store.move(tx, moved);
    await appendEvents(tx, [rosterEvent(moved, 'changed')]);
  }

  async erased(tx: Tx, tenant: string, earner: string): Promise<void> {
    await this.reviewers.moveEarner(tx, tenant, earner, null);
    for (const entry of await this.store.current(tx, [{ tenant, id: earner }])) await this.end(tx, entry);
  }

  private async end(tx: Tx, entry: RosterEntry): Promise<void> {
    const { entry: left, what } = leave(entry, new Date(this.clock.now()));
    if (what === null) return;
    await this.store.update(tx, left);
    await appendEvents(tx, [rosterEvent(left, what)]);
  }
}
