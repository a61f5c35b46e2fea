import { appendEvents } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import { type Clock, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { credentialsVerifiedEvents, type VerificationCount } from '../events/publishes-pull.js';
import type { CallerClass } from './caller-class.js';

interface TenantCount extends VerificationCount {
  readonly tenant: string;
}

const everyMs = 10_000;
/** Counts that wait to be told; whatever comes beyond them is not counted, so that nobody fills the memory. */
const waitingMax = 20_000;

/**
 * Counts how often credentials are verified, by award, day and kind of caller, and tells it now and then. Nothing is kept of
 * who looked. What is not told when a process dies is lost: a figure that is a little low is worth less than a write at each look.
 */
@Injectable()
export class VerificationCounter extends RepeatedLook {
  private waiting = new Map<string, TenantCount>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, everyMs, 'verifications could not be told of');
  }

  seen({ tenant, award }: Pick<Credential, 'tenant' | 'award'>, by: CallerClass): void {
    this.keep({ tenant, award, day: today(this.clock), class: by, n: 1 });
  }

  /** Tells what was counted; what could not be told is told the next time. */
  async look(): Promise<void> {
    const told = this.waiting;
    this.waiting = new Map();
    const faults: unknown[] = [];
    for (const [tenant, counts] of Map.groupBy(told.values(), (count) => count.tenant)) {
      try {
        await this.database.write({ tenant }, (tx) => appendEvents(tx, credentialsVerifiedEvents(tenant, counts, new Date(this.clock.now()))));
      } catch (fault) {
        for (const count of counts) this.keep(count);
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, 'not every tenant was told of');
  }

  override async onModuleDestroy(): Promise<void> {
    await super.onModuleDestroy();
    await this.look();
  }

  private keep(count: TenantCount): void {
    const { tenant, award, day, class: by, n } = count;
    const key = `${tenant} ${award} ${day} ${by}`;
    const before = this.waiting.get(key);
    if (!before && this.waiting.size >= waitingMax) return;
    this.waiting.set(key, { ...count, n: n + (before?.n ?? 0) });
  }
}
