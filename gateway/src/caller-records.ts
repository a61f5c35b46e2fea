import type { Right, ScopedRight } from '@cairn/access';
import type { Clock } from '@cairn/telemetry';
import type { LimitClass } from './caller.js';
import type { SubgraphSource } from './datasource.js';
import { Refused } from './refused.js';
import { Unanswered } from './subgraph.js';

/** What is withdrawn in issuers is refused here after this at the latest. */
const keptMs = 5_000;
const keptMax = 10_000;

/** What issuers says of a caller. */
export interface CallerRecord {
  readonly kind: 'CLIENT' | 'MEMBER' | 'PERSON';
  readonly actorId: string;
  readonly accountId: string | null;
  readonly tenantId: string | null;
  readonly rights: readonly Right[];
  readonly scoped: readonly ScopedRight[];
  readonly grantsVersion: number;
  readonly operator: boolean;
  readonly origins: readonly string[];
  readonly operationsOnly: boolean;
  readonly limitClass: LimitClass;
  /** E-mail addresses and DIDs that the person has proven; left out: none. */
  readonly proven?: readonly string[] | null;
}

/** A question to issuers: an operation with its variables; `name` tells it from every other question. */
export interface RecordQuestion<T> {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  read(data: Readonly<Record<string, unknown>>): T;
}

/**
 * What issuers says of callers, kept for 5 s. Concurrent requests with one question share one look-up. When issuers
 * cannot be asked any more, nothing older is believed.
 */
export class CallerRecords {
  private readonly kept = new Map<string, { readonly answer: unknown; readonly until: number }>();
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly issuers: SubgraphSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @param anew whether an answer is not enough that was given before: where a withdrawal holds for the very next call
   * @throws Refused 503 when issuers cannot be asked
   */
  async ask<T>(question: RecordQuestion<T>, requestId: string, anew = false): Promise<T> {
    const { name } = question;
    if (anew) return this.find(question, requestId);
    const known = this.kept.get(name);
    if (known && known.until > this.clock.now()) return known.answer as T;
    let asking = this.asked.get(name) as Promise<T> | undefined;
    if (!asking) {
      asking = this.find(question, requestId).finally(() => this.asked.delete(name));
      this.asked.set(name, asking);
    }
    return asking;
  }

  private async find<T>(question: RecordQuestion<T>, requestId: string): Promise<T> {
    const { name } = question;
    this.kept.delete(name);
    const answer = question.read(await this.answered(question, requestId));
    // Nobody's credential is not kept: there is no end of them.
    if (answer === null) return answer;
    const [oldest] = this.kept.keys();
    if (this.kept.size >= keptMax && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(name, { answer, until: this.clock.now() + keptMs });
    return answer;
  }

  private async answered({ query, variables }: RecordQuestion<unknown>, requestId: string): Promise<Record<string, unknown>> {
    try {
      return await this.issuers.askForGateway({ query, variables }, requestId);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      throw new Refused(503, 'SUBGRAPH_UNAVAILABLE', 'Who is asking cannot be checked at present.', true, { service: 'issuers' });
    }
  }
}
