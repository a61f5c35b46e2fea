import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContractName } from '@cairn/access';
import type { Log } from '@cairn/telemetry';
import { contractFor } from './contracts.js';
import type { Counters } from './counters.js';
import type { Deadlines } from './deadlines.js';
import { readGraphRequest } from './graph-body.js';
import { limits } from './limits/limits.js';
import type { GraphAnswer, Operations } from './operations.js';
import type { Principals } from './principal.js';
import type { Accounts } from './rate/accounts.js';
import { Throttled } from './rate/throttled.js';
import { costTold, rateHeaders } from './rate/told-figures.js';
import { Refused } from './refused.js';
import type { RequestContext } from './request-context.js';
import { requestIdOf, statementFor } from './request-statement.js';
import type { StoredOperations } from './stored/stored-operations.js';

interface GraphParts {
  readonly operations: Operations;
  readonly principals: Principals;
  readonly accounts: Accounts;
  readonly stored: StoredOperations;
  readonly counters: Counters;
  readonly deadlines: Deadlines;
  readonly log: Log;
}

/**
 * `POST /graphql` and its like for one contract, on bare Node requests: it is the one hot path of the gateway. The number of subgraph requests an
 * operation needed is told in the header `cairn-subgraph-calls`.
 */
export function graphEndpoint({ operations, principals, accounts, stored, counters, deadlines, log }: GraphParts) {
  return async (request: IncomingMessage, response: ServerResponse, pinned?: ContractName): Promise<void> => {
    const requestId = requestIdOf(request);
    response.setHeader('x-request-id', requestId);
    let paying: Paying | undefined;
    try {
      const caller = await principals.of(request.headers, requestId);
      const account = accounts.of(caller, request);
      paying = { account, requested: 0, actual: 0 };
      account.arrive();
      const { principal } = caller;
      const sent = await readGraphRequest(request, principal.tenant === null ? limits.bodyBytes : limits.longBodyBytes);
      const contract = contractFor(principal, pinned);
      const found = await stored.find(sent, caller, requestId);
      const statement = { ...statementFor(request, principal, requestId, deadlines), contract, operation: found.hash };
      const context: RequestContext = { contract, statement, ...paying, subgraphCalls: 0 };
      paying = context;
      const { variables, operationName, isLong } = sent;
      const answer = await operations.answer({ query: found.query, variables, operationName, isLong }, context);
      if (answer.status === 200) stored.remember(sent, found, caller);
      counters.operations += 1;
      response.setHeader('cairn-subgraph-calls', context.subgraphCalls);
      send(response, answer, paying, request.headers.accept);
    } catch (error) {
      const told = accounts.countGuess(error, request);
      if (!(told instanceof Refused)) log.error({ err: told, requestId }, 'an operation failed');
      if (told instanceof Throttled) response.setHeader('retry-after', told.retryAfter);
      send(response, refusedAnswer(told, requestId), paying, request.headers.accept);
    }
  };
}

type Paying = Pick<RequestContext, 'account' | 'requested' | 'actual'>;

function send(response: ServerResponse, { status, body }: GraphAnswer, paying: Paying | undefined, accepted: string | undefined): void {
  const cost = paying && costTold(paying);
  const text = JSON.stringify(cost ? { ...body, extensions: { cost } } : body);
  response.writeHead(status, {
    'content-type': `${mediaTypeFor(accepted)}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(paying && cost ? rateHeaders(paying.account, cost) : {}),
  });
  response.end(text);
}

/** GraphQL over HTTP §6.4: the type of its own for whoever prefers it, by which it stands first. */
function mediaTypeFor(accepted = ''): string {
  const [own, plain] = ['application/graphql-response+json', 'application/json'].map((type) => accepted.indexOf(type)) as [number, number];
  return own >= 0 && (plain < 0 || own < plain) ? 'application/graphql-response+json' : 'application/json';
}

function refusedAnswer(error: unknown, requestId: string): GraphAnswer {
  const refused = error instanceof Refused ? error : new Refused(500, 'INTERNAL', 'Something went wrong here. It was noted under the request id.');
  const { status, code, message, retryable, extra } = refused;
  return { status, body: { errors: [{ message, extensions: { code, retryable, requestId, docs: `/docs/errors#${code}`, ...extra } }] } };
}
