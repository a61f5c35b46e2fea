import { setImmediate } from 'node:timers';
import { DatabaseBusy } from './fault.js';

interface Entry<Request, Answer> {
  readonly request: Request;
  readonly until: number;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

export interface BatchLimits {
  /** Flushes at a time. */
  readonly flushes: number;
  /** Most requests in one flush. */
  readonly entries: number;
  /** How long a request waits before it is told to come back, in ms. */
  readonly waitMs: number;
}

/**
 * Gathers requests that arrive while the database works, and hands them over together, one tenant at a time, as soon as a
 * flush is free: no timer, so a lone request does not wait. performance.md 3.6.
 */
export class TenantBatch<Request, Answer> {
  private readonly waiting = new Map<string, Entry<Request, Answer>[]>();
  private flushing = 0;
  private scheduled = false;

  /** @param flush answers in the order of the requests */
  constructor(
    private readonly flush: (tenant: string, requests: readonly Request[]) => Promise<readonly Answer[]>,
    private readonly limits: BatchLimits,
  ) {}

  add(tenant: string, request: Request): Promise<Answer> {
    return new Promise((answer, fail) => {
      const entries = this.waiting.get(tenant) ?? [];
      entries.push({ request, until: performance.now() + this.limits.waitMs, answer, fail });
      this.waiting.set(tenant, entries);
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.flushing >= this.limits.flushes || this.waiting.size === 0) return;
    this.scheduled = true;
    // After this turn of the event loop, so that what arrived in it goes together.
    setImmediate(() => {
      this.scheduled = false;
      this.next();
    });
  }

  private next(): void {
    const [tenant] = this.waiting.keys();
    if (tenant === undefined || this.flushing >= this.limits.flushes) return;
    const entries = this.waiting.get(tenant) ?? [];
    const batch = entries.splice(0, this.limits.entries);
    // Taken out and put behind the others, so that one busy tenant does not keep them waiting.
    this.waiting.delete(tenant);
    if (entries.length > 0) this.waiting.set(tenant, entries);
    this.flushing += 1;
    void this.serve(tenant, batch).finally(() => {
      this.flushing -= 1;
      this.schedule();
    });
    this.schedule();
  }

  private async serve(tenant: string, batch: readonly Entry<Request, Answer>[]): Promise<void> {
    const now = performance.now();
    const inTime = batch.filter(({ until, fail }) => {
      if (until < now) fail(new DatabaseBusy('the request waited too long for its turn'));
      return until >= now;
    });
    if (inTime.length === 0) return;
    try {
      const answers = await this.flush(tenant, inTime.map(({ request }) => request));
      inTime.forEach(({ answer }, index) => answer(answers[index] as Answer));
    } catch (error) {
      const [only] = inTime;
      if (inTime.length === 1) only?.fail(error);
      else for (const entry of inTime) await this.serve(tenant, [entry]); // one of them is at fault: find out which
    }
  }
}
