import { appendEvents, type NewEvent, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { pauseForMembership, resume } from '../enrolment/enrolment-changes.js';
import { enrolmentPausedEvent, enrolmentResumedEvent } from '../events/publishes-enrolments.js';
import { EnrolmentChangeStore } from '../enrolment/enrolment-change.store.js';
import { EarnersInForce } from '../people/earners-in-force.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { MembersStore, type MemberState } from './members.store.js';

/** Follows the roster: enrolments that depend on it pause when their earner leaves, and go on when he is back. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly members: MembersStore,
    private readonly enrolments: EnrolmentChangeStore,
    private readonly earners: EarnersInForce,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async heard(tx: Tx, tenant: string, entry: { id: string; earner: string; state: MemberState }, version: number): Promise<Outcome> {
    const standsFor = await this.earners.lock(tx, tenant, [entry.earner]);
    if (!(await this.members.put(tx, tenant, entry, version))) return 'stale';
    const earner = standsFor(entry.earner);
    if (earner !== null) await this.follow(tx, tenant, earner);
    return 'applied';
  }

  /** The entry is another record's now, as it is when two become one. */
  async moved(tx: Tx, tenant: string, entry: { id: string; earner: string }): Promise<Outcome> {
    await this.earners.lock(tx, tenant, [entry.earner]);
    if (!(await this.members.moveTo(tx, tenant, entry.id, entry.earner))) return 'stale';
    await this.follow(tx, tenant, entry.earner);
    return 'applied';
  }

  private async follow(tx: Tx, tenant: string, earner: string): Promise<void> {
    const belongs = (await this.members.among(tx, tenant, [earner])).has(earner);
    const dependent = await this.enrolments.onMembership(tx, tenant, earner);
    const now = new Date(this.clock.now());
    const events: NewEvent[] = [];
    for (const enrolment of dependent) {
      const after = belongs ? resume(enrolment, 'MEMBERSHIP_ENDED', now) : pauseForMembership(enrolment, now);
      if (after === null) continue;
      await this.enrolments.put(tx, after);
      events.push(belongs ? enrolmentResumedEvent(after) : enrolmentPausedEvent(after, 'MEMBERSHIP_ENDED'));
    }
    if (events.length === 0) return;
    // Who completed it meanwhile has it completed from now on.
    const resumed = belongs ? await this.keeper.refresh(tx, tenant, dependent.map(({ id }) => id)) : [];
    await appendEvents(tx, [...events, ...resumed]);
  }
}
