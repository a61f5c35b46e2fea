import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Log } from '@cairn/telemetry';
import type { Caller } from '../../caller.js';
import type { CostRule } from '../../cost/cost-rule.js';
import type { Deadlines } from '../../deadlines.js';
import type { Planner } from '../../planner.js';
import type { Account } from '../../rate/account.js';
import type { Accounts } from '../../rate/accounts.js';
import { Throttled } from '../../rate/throttled.js';
import { Refused } from '../../refused.js';
import type { RequestContext } from '../../request-context.js';
import { toldErrors } from '../../told-errors.js';
import type { PageOperation } from '../plan/bulk-plan.js';
import { RunFailed, type Work } from './work.js';

/** What a run needs of the gateway to read as the caller would. */
export interface ReadingParts {
  readonly planner: Planner;
  readonly cost: CostRule;
  readonly accounts: Accounts;
  /** Who asked, as he is by now. Throws Refused for whom nobody knows any more. */
  readonly callerOf: (work: Work) => Promise<Caller>;
  /** Throws Refused where the caller may send stored operations only, and this is none. */
  readonly mayRun: (caller: Caller, work: Work) => Promise<unknown>;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly log: Log;
}

const awaitMs = 1_500;
const longestRestMs = 30_000;
/** Tries at what does not say that it passes. */
const triesMax = 3;

/**
 * Reads pages as the caller, paid by him page for page, but only from the upper half of his points: what he asks himself
 * comes first. What passes is tried again for as long as it takes; a page that is too slow is asked for with fewer objects.
 */
export class PageReader {
  private isAllowed = false;
  private shrink = 1;

  constructor(
    private readonly parts: ReadingParts,
    private readonly work: Work,
    private readonly signal: AbortSignal,
  ) {}

  /** Data of one page. Throws RunFailed for good, and what `signal` says when it says stop. */
  async read(page: PageOperation, more: Readonly<Record<string, unknown>>): Promise<unknown> {
    let restMs = 250;
    for (let tries = 1; ; ) {
      this.signal.throwIfAborted();
      const outcome = await this.tried(page, more);
      if ('data' in outcome) return outcome.data;
      const { code, passes, waitMs = restMs } = outcome;
      if (!passes && (code !== 'INTERNAL' || tries >= triesMax)) throw new RunFailed(code);
      if (code === 'DEADLINE_EXCEEDED') this.shrink = Math.min(this.shrink * 2, page.first);
      if (!passes) tries += 1;
      await pause(waitMs, undefined, { signal: this.signal });
      restMs = Math.min(restMs * 2, longestRestMs);
    }
  }

  private async tried(page: PageOperation, more: Readonly<Record<string, unknown>>): Promise<Outcome> {
    const { planner, log, cost } = this.parts;
    try {
      const caller = await this.parts.callerOf(this.work);
      if (!this.isAllowed) await this.parts.mayRun(caller, this.work);
      this.isAllowed = true;
      const variables = { ...more, first: Math.max(1, Math.floor(page.first / this.shrink)), inner: page.inner };
      const priced = cost.of(page.operation, { fragments: new Map() });
      const requested = priced.requested(variables);
      const account = this.parts.accounts.ofKnown(caller);
      const waitMs = waitFor(account, requested.points);
      if (waitMs > 0) return { code: 'THROTTLED', passes: true, waitMs };
      account.charge(requested.points);
      const context: RequestContext = { contract: this.work.contract, statement: this.statementOf(caller), account, requested: requested.points, actual: requested.points, subgraphCalls: 0 };
      const { query, document, operation } = page;
      const { data, errors } = await planner.run({ query, document, operation, operationName: undefined, variables }, context);
      account.refund(requested.points - priced.actual(data, requested));
      const [told] = errors?.length ? toldErrors(errors, this.work.id, log) : [];
      if (told) return { code: String(told.extensions?.code), passes: told.extensions?.retryable === true };
      return { data };
    } catch (error) {
      if (error instanceof Throttled) return { code: 'THROTTLED', passes: true, waitMs: error.retryAfter * 1_000 };
      if (error instanceof Refused) return { code: error.code, passes: error.retryable };
      throw error;
    }
  }

  private statementOf({ principal }: Caller): RequestContext['statement'] {
    return {
      principal,
      requestId: this.work.id,
      deadline: this.parts.deadlines.ofOperation(),
      // For each page: every one of them may ask a service that none before it asked.
      awaitPosition: this.work.after,
      awaitMs,
      contract: this.work.contract,
      operation: null,
    };
  }
}

type Outcome = { readonly data: unknown } | { readonly code: string; readonly passes: boolean; readonly waitMs?: number };

/** How long until the points are there without going below half of the bucket. */
function waitFor({ rates, remaining }: Account, points: number): number {
  const missing = Math.min(rates.limits.points, rates.limits.points / 2 + points) - remaining;
  return missing <= 0 ? 0 : Math.ceil((missing / rates.limits.pointsPerSecond) * 1_000);
}
