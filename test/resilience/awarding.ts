import type { GraphError } from '@cairn/testkit';

/** Where awards are made, and of what. */
export interface Place {
  readonly url: string;
  readonly key: string;
  readonly achievementVersionId: string;
}

/** Codes that tell a client to try again. */
const passing = new Set(['DATABASE_UNAVAILABLE', 'OVERLOADED', 'SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED']);

const issue = `mutation ($input: IssueAwardInput!) {
  issueAward(input: $input) { award { id } userErrors { code } }
}`;

/**
 * A partner who makes awards, several at a time, and repeats with the same idempotency key whatever was
 * not acknowledged. What it was told stays here, to be held against the registry later.
 */
export class Awarding {
  /** Award by the partner's reference, as acknowledged. */
  readonly acknowledged = new Map<string, string>();
  /** Codes of the errors met on the way; `-` for a broken or refused connection. */
  readonly codes = new Set<string>();
  /** Errors of other codes than the documented passing ones, and refusals. */
  readonly untyped: string[] = [];
  /** The longest a request took, in ms. */
  slowestMs = 0;
  private stopping = false;
  private next = 0;
  private readonly workers: Promise<void>[];

  constructor(
    private readonly place: Place,
    private readonly prefix: string,
    width = 6,
    private readonly pauseMs = 0,
  ) {
    this.workers = Array.from({ length: width }, () => this.work());
  }

  /** Lets every award that was begun come to its end. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.workers);
  }

  /** Resolves once so many more awards are acknowledged than now. */
  async more(count: number, patienceMs = 60_000): Promise<void> {
    const until = Date.now() + patienceMs;
    const goal = this.acknowledged.size + count;
    while (this.acknowledged.size < goal) {
      if (Date.now() > until) throw new Error(`${goal - this.acknowledged.size} of ${count} awards missing after ${patienceMs} ms; met ${[...this.codes].join(', ')}`);
      await pause(20);
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const reference = `${this.prefix}-${(this.next += 1)}`;
      const until = Date.now() + 90_000;
      while (!(await this.once(reference))) {
        if (Date.now() > until) throw new Error(`${reference} was never acknowledged; met ${[...this.codes].join(', ')}`);
        await pause(50 + Math.random() * 100);
      }
      if (this.pauseMs > 0) await pause(this.pauseMs);
    }
  }

  /** True when the registry acknowledged the award. */
  private async once(reference: string): Promise<boolean> {
    const { url, key, achievementVersionId } = this.place;
    const input = {
      idempotencyKey: reference,
      partnerReference: reference,
      identifier: { type: 'MEMBER_ID', value: reference },
      achievementVersionId,
      awardedOn: '2026-03-01',
    };
    const started = Date.now();
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query: issue, variables: { input } }),
        signal: AbortSignal.timeout(30_000),
      });
      const { data, errors } = (await response.json()) as { data?: Answer; errors?: readonly GraphError[] };
      const award = data?.issueAward?.award;
      if (award) this.acknowledged.set(reference, award.id);
      else if (errors) this.note(errors);
      else this.untyped.push(JSON.stringify(data));
      return award != null;
    } catch {
      this.codes.add('-');
      return false;
    } finally {
      this.slowestMs = Math.max(this.slowestMs, Date.now() - started);
    }
  }

  private note(errors: readonly GraphError[]): void {
    for (const { extensions, message } of errors) {
      this.codes.add(extensions.code);
      if (!passing.has(extensions.code)) this.untyped.push(`${extensions.code}: ${message}`);
    }
  }
}

interface Answer {
  readonly issueAward?: { readonly award: { readonly id: string } | null } | null;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
