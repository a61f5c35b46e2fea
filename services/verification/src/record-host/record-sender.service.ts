import { note } from '@cairn/audit';
import { Fetcher } from '@cairn/fetching';
import { PersonCopyStore } from '@cairn/people';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { LearnerRecords } from '../record/learner-records.service.js';
import { deliverRecord } from './record-delivery.js';
import { RecordHostStore } from './record-host.store.js';
import { judgePush, type Met, type PushFault } from './record-push.js';
import { type LeasedPush, RecordSendingStore } from './record-sending.store.js';

const everyMs = 1_000;
const atOnce = 4;
/** Longer than making a record and two calls can take. */
const leaseMs = 60_000;
/** Other services tell of the awards of a completion, and make the one that it leads to, a moment later: so often they are looked for, and so long. */
const awardLookMs = 5_000;
const awardWaitMs = 600_000;

/** Sends records to hosts when they are due. A record is made and kept before it is sent, so that a repeat sends the same document. Several processes share the work. */
@Injectable()
export class RecordSender extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: RecordSendingStore,
    private readonly hosts: RecordHostStore,
    private readonly people: PersonCopyStore,
    private readonly records: LearnerRecords,
    private readonly fetcher: Fetcher,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, everyMs, 'records that are due to hosts could not be looked for');
  }

  async look(): Promise<void> {
    for (let taken = atOnce; taken === atOnce && !this.isEnding; ) {
      const now = this.clock.now();
      const leased = await this.database.work((tx) => this.store.lease(tx, new Date(now), new Date(now + leaseMs), atOnce));
      await Promise.all(leased.map((push) => this.sendOne(push).catch((err: unknown) => this.log.warn({ err, push: push.id }, 'a record was left in the middle of being sent; its lease runs out'))));
      taken = leased.length;
    }
  }

  private async sendOne(push: LeasedPush): Promise<void> {
    const at = this.now();
    const made = push.record === null ? await this.make(push, at) : 'KEPT';
    if (made === 'LATER') return this.database.work((tx) => this.store.postpone(tx, push, new Date(at.getTime() + awardLookMs)));
    if (made === 'GONE') return this.database.work((tx) => this.store.withdraw(tx, push, this.now()));
    if (made === 'RECORD_NOT_MADE') return this.ended(push, { at, latencyMs: 0, status: null, error: made });
    const { tenant, earner } = push;
    const sending = await this.database.work(async (tx) => {
      const head = (await this.people.behind(tx, tenant, [earner])).get(earner)?.earner ?? earner;
      const text = await this.store.text(tx, push, await this.people.cluster(tx, tenant, head));
      const host = await this.hosts.withSecret(tx, tenant, push.host);
      return text !== undefined && host ? { text, host } : undefined;
    });
    if (!sending) return this.database.work((tx) => this.store.withdraw(tx, push, this.now()));
    const begun = performance.now();
    const delivered = await deliverRecord(this.fetcher, sending.host, sending.text);
    await this.ended(push, { at, latencyMs: Math.round(performance.now() - begun), ...delivered });
  }

  /** Makes the record and keeps which it is. */
  private async make(push: LeasedPush, now: Date): Promise<'KEPT' | 'LATER' | 'GONE' | Extract<PushFault, 'RECORD_NOT_MADE'>> {
    const { tenant, earner, pathway, roundBegan } = push;
    const waits = now.getTime() < roundBegan.getTime() + awardWaitMs;
    const made = await this.records.ofCompletion(tenant, { earner, pathway, whole: waits }, (tx, { id }) => this.store.keepRecord(tx, push, id));
    if (made.ok) return 'KEPT';
    const codes = made.refusals.map(({ code }) => code);
    if (codes.includes('AWARD_NOT_ACTIVE')) return 'LATER';
    if (codes.includes('NOT_FOUND')) return waits ? 'LATER' : 'GONE';
    return 'RECORD_NOT_MADE';
  }

  private ended(push: LeasedPush, met: Met): Promise<void> {
    const now = this.now();
    const verdict = judgePush(push, met.error, now, Math.random());
    const { tenant, id, earner } = push;
    return this.database.work(async (tx) => {
      await this.store.record(tx, push, met, verdict, now);
      if (verdict.state === 'DELIVERED') await note(tx, { tenant, action: 'cairn.record-push.delivered', subject: id, subjectKind: 'RECORD_PUSH', earners: [earner] });
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
