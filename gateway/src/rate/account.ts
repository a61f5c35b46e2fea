import type { EventEmitter } from 'node:events';
import { type Gcra, gcra, refund, remaining, spend } from './gcra.js';
import { bulkRunning, type ClassLimits, requestSeconds } from './limit-classes.js';
import { secondsFrom, Throttled } from './throttled.js';

/** The buckets of a class: made once for all its callers. */
export class ClassRates {
  readonly points: Gcra;
  readonly requests: Gcra;
  /** Value of `RateLimit-Policy`: quota and the seconds in which it is restored. */
  readonly policy: string;

  constructor(readonly limits: ClassLimits) {
    const { points, pointsPerSecond, requestsPerSecond } = limits;
    this.points = gcra(points, pointsPerSecond);
    this.requests = gcra(requestsPerSecond * requestSeconds, requestsPerSecond);
    this.policy = `${points};w=${Math.ceil(points / pointsPerSecond)}, ${requestsPerSecond * requestSeconds};w=${requestSeconds};comment="requests"`;
  }
}

/** What one caller has left: points, requests, and bulk transfers at a time. */
export class Account {
  private pointsTat = 0;
  private requestsTat = 0;
  private running = 0;

  constructor(
    readonly rates: ClassRates,
    /** Milliseconds since 1970. */
    private readonly now: () => number,
  ) {}

  /** Counts a request. Throws Throttled. */
  arrive(): void {
    const { tat, waitUs } = spend(this.rates.requests, this.requestsTat, 1, this.nowUs);
    if (waitUs > 0) throw new Throttled(`More than ${this.rates.limits.requestsPerSecond} requests a second.`, secondsFrom(waitUs));
    this.requestsTat = tat;
  }

  /** Takes points before an operation runs. Throws Throttled. */
  charge(points: number): void {
    if (points === 0) return;
    const { tat, waitUs } = spend(this.rates.points, this.pointsTat, points, this.nowUs);
    if (waitUs > 0) throw new Throttled(`The operation may cost ${points} points, and ${this.remaining} are left for now.`, secondsFrom(waitUs));
    this.pointsTat = tat;
  }

  /** Gives back what an operation was charged and did not use. */
  refund(points: number): void {
    if (points > 0) this.pointsTat = refund(this.rates.points, this.pointsTat, points, this.nowUs);
  }

  /** Points left. */
  get remaining(): number {
    return remaining(this.rates.points, this.pointsTat, this.nowUs);
  }

  /** When every point is there again, in ms since 1970. */
  get resetAt(): number {
    return Math.ceil(Math.max(this.pointsTat, this.nowUs) / 1_000);
  }

  /** Whole seconds until every point is there again. */
  get resetSeconds(): number {
    return Math.ceil(Math.max(0, this.pointsTat - this.nowUs) / 1_000_000);
  }

  /** Whether it is as if it had never been used, and can be forgotten. */
  get idle(): boolean {
    return this.running === 0 && Math.max(this.pointsTat, this.requestsTat) <= this.nowUs;
  }

  /** Begins an upload, download or change feed, which runs until its response is closed. Throws Throttled. */
  beginBulk(response: Pick<EventEmitter, 'once'>): void {
    this.arrive();
    if (this.running >= bulkRunning) throw new Throttled(`At most ${bulkRunning} uploads, downloads and change feeds at a time.`, 1);
    this.running += 1;
    response.once('close', () => {
      this.running -= 1;
    });
  }

  private get nowUs(): number {
    return Math.floor(this.now() * 1_000);
  }
}
