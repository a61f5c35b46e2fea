import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { anonymous, type RequestStatement } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import type { Log } from '@cairn/telemetry';
import type { ExecutionResult } from 'graphql';
import { Breaker } from './breaker.js';
import type { Counters } from './counters.js';
import type { Deadlines } from './deadlines.js';
import { discreet } from './discreet.js';
import { failedPaths } from './failed-paths.js';
import type { RequestContext } from './request-context.js';
import { type Transport, Unanswered } from './subgraph.js';

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
    private readonly deadlines: Deadlines,
    private readonly log: Log,
  ) {}

  async process({ request, context }: GraphQLDataSourceProcessOptions): Promise<Answer> {
    const { statement } = context as RequestContext;
    (context as RequestContext).subgraphCalls += 1;
    const query = request.query ?? '';
    try {
      // @apollo/gateway has no time limit of its own.
      const limitMs = this.deadlines.fetchMs(statement.deadline);
      return (await this.send({ query, variables: request.variables }, statement, limitMs)) as Answer;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      return { errors: this.told(error, query, statement) } as unknown as Answer;
    }
  }

  /** Asks outside a plan (change feed). Throws Unanswered. */
  async ask(request: SubgraphRequest, statement: RequestStatement): Promise<ExecutionResult> {
    return this.send(request, statement, this.deadlines.requestMs(statement.deadline));
  }

  /**
   * Asks for the gateway itself, on nobody's behalf: who a caller is, what it has stored, the keys of tokens.
   *
   * @throws Unanswered also for an answer with errors
   */
  async askForGateway(request: SubgraphRequest, requestId: string): Promise<Record<string, unknown>> {
    const deadline = this.deadlines.ofOwnQuestion();
    const { data, errors } = await this.ask(request, { principal: anonymous, requestId, deadline, awaitPosition: null, awaitMs: 0, contract: null, operation: null });
    if (errors || !data) throw new Unanswered('SUBGRAPH_UNAVAILABLE', { cause: errors });
    return data;
  }

  private async send(request: SubgraphRequest, statement: RequestStatement, limitMs: number): Promise<ExecutionResult> {
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
