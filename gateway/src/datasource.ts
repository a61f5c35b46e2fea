import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { RequestStatement } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import type { Clock, Log } from '@cairn/telemetry';
import type { ExecutionResult } from 'graphql';
import { Breaker } from './breaker.js';
import type { Counters } from './counters.js';
import { discreet } from './discreet.js';
import { failedPaths } from './failed-paths.js';
import type { RequestContext } from './request-context.js';
import { operationMs } from './request-statement.js';
import { type Transport, Unanswered } from './subgraph.js';

/**
 * One fetch waits no longer than this, less what the operation has taken so far, so that an answer is there within 2.2 s
 * whichever service is slow; but never less than `fetchMsMin`. @apollo/gateway has no time limit of its own.
 */
const fetchMsMax = 1_900;
const fetchMsMin = 500;

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * Asks one subgraph on behalf of a query plan. A subgraph that does not answer costs its own part of the data only: the
 * failure comes back as a typed error, with neither address nor cause in it.
 */
export class SubgraphSource implements GraphQLDataSource {
  private readonly breaker = new Breaker();

  constructor(
    readonly name: string,
    readonly transport: Transport,
    private readonly counters: Counters,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async process({ request, context }: GraphQLDataSourceProcessOptions): Promise<Answer> {
    const { statement } = context as RequestContext;
    (context as RequestContext).subgraphCalls += 1;
    const query = request.query ?? '';
    try {
      const taken = operationMs - (statement.deadline - this.clock.now());
      const limitMs = Math.max(fetchMsMin, fetchMsMax - taken);
      return (await this.ask({ query, variables: request.variables }, statement, limitMs)) as Answer;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      return { errors: this.told(error, query, statement) } as unknown as Answer;
    }
  }

  /** Asks outside a plan (principal, change feed). Throws Unanswered. */
  async ask(request: SubgraphRequest, statement: RequestStatement, mostMs = fetchMsMax): Promise<ExecutionResult> {
    const limitMs = Math.min(mostMs, statement.deadline - this.clock.now());
    if (limitMs <= 0) throw new Unanswered('DEADLINE_EXCEEDED');
    this.counters.called(this.name);
    return this.breaker.run(() => this.transport.call(request, discreet(this.name, statement), limitMs));
  }

  private told(error: Unanswered, query: string, { requestId }: RequestStatement) {
    this.log.warn({ err: error, cause: error.cause, subgraph: this.name, requestId }, 'a subgraph did not answer');
    const late = error.code === 'DEADLINE_EXCEEDED';
    const extensions = {
      code: error.code,
      service: this.name,
      // A write that was not answered in time may have been done all the same.
      retryable: !(late && query.startsWith('mutation')),
    };
    const message = late ? `${this.name} did not answer in time.` : `${this.name} cannot be reached at present.`;
    return failedPaths(query).map((path) => ({ message, path, extensions }));
  }
}
