import { setTimeout as pause } from 'node:timers/promises';
import type { StepResult } from '@cairn/credentials';
import { Injectable } from '@nestjs/common';
import { VerifyService } from '../verification/verify.service.js';
import type { Trust, Verdict } from './foreign-credential.js';

/** Of the time there is, so much is kept for what follows the last answer of others. */
const reckoningMs = 200;
/** Nobody waits: others may be slow. */
const patientMs = 10_000;

/** What a check came to, before it is kept. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly trust: Trust;
  readonly steps: readonly StepResult[];
  readonly statusAsOf: Date | null;
  readonly at: Date;
}

/** Checks what a backpack holds just as anybody may have it checked. */
@Injectable()
export class ForeignJudge {
  constructor(private readonly verify: VerifyService) {}

  /** @param tenant whose trust lists count */
  async judge(bytes: Uint8Array, tenant: string, patienceMs = patientMs): Promise<Judgement> {
    const { verdict, steps, statusAsOf, asOf, result } = await this.verify.document(bytes, { tenant, patienceMs });
    return { verdict, trust: result?.trust.state ?? 'NOT_LISTED', steps, statusAsOf, at: asOf };
  }

  /** The same for somebody who waits no longer than so; undefined when it takes longer. What others have not answered by then is UNKNOWN. */
  async judgeWithin(bytes: Uint8Array, tenant: string, ms: number): Promise<Judgement | undefined> {
    if (ms <= reckoningMs) return undefined;
    const judging = this.judge(bytes, tenant, ms - reckoningMs);
    // Whoever comes too late is not listened to; the next check finds the same.
    judging.catch(() => undefined);
    return Promise.race([judging, pause(ms, undefined, { ref: false })]);
  }
}
