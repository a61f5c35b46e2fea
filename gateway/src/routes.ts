import type { Statements } from '@cairn/access';
import type { Log } from '@cairn/telemetry';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { badgeRoutes } from './badge-routes.js';
import { boardRoutes } from './board/board-routes.js';
import type { Contracts } from './contracts.js';
import type { SubgraphSource } from './datasource.js';
import type { Deadlines } from './deadlines.js';
import type { HandOver } from './hand-over.js';
import { readiness } from './health.js';
import type { Operations } from './operations.js';
import { errorPage } from './pages/error-page.js';
import { graphiqlPage } from './pages/graphiql.js';
import { schemaFiles } from './pages/schema-files.js';
import type { Principals } from './principal.js';
import { sendProblem } from './problem.js';
import type { Accounts } from './rate/accounts.js';
import type { AddressOf } from './rate/client-address.js';
import { Throttled } from './rate/throttled.js';
import { Refused } from './refused.js';
import { requestIdOf } from './request-statement.js';
import { serviceRoutes } from './service-routes.js';
import { signInRoutes } from './sign-in-routes.js';
import type { StoredOperations } from './stored/stored-operations.js';
import { syncEndpoint } from './sync/sync-endpoint.js';

interface Parts {
  readonly sources: ReadonlyMap<string, SubgraphSource>;
  readonly handOver: ReadonlyMap<string, HandOver>;
  readonly principals: Principals;
  readonly accounts: Accounts;
  readonly addressOf: AddressOf;
  readonly statements: Statements;
  readonly deadlines: Deadlines;
  readonly log: Log;
  readonly contracts: Contracts;
  readonly operations: Operations;
  readonly stored: StoredOperations;
  readonly publicUrl: string;
}

/** Every route but those that take operations. */
export function routes(parts: Parts): Express {
  const { sources, handOver, principals, accounts, addressOf, statements, deadlines, log, contracts } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use(signInRoutes(handOver, accounts, addressOf, statements, deadlines));
  app.use(badgeRoutes(handOver, principals, accounts, statements, deadlines));
  app.use(serviceRoutes(handOver, principals, accounts, statements, deadlines));
  app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: false }));
  app.use(boardRoutes(parts));
  app.get('/', graphiqlPage());
  app.get('/livez', (_request, response) => void response.json({ live: true }));
  app.get('/readyz', readiness([...sources.values()]));
  app.get('/docs/errors', errorPage(contracts.internal.schema));
  app.use(schemaFiles(contracts, principals));
  app.get('/sync', syncEndpoint(sources, principals, accounts, deadlines, log));
  app.all(['/graphql', '/public/graphql', '/partner/graphql'], (_request, response) => {
    response.set('allow', 'POST');
    throw new Refused(405, 'BAD_REQUEST', 'Send operations as POST with a JSON body.');
  });
  app.use(() => {
    throw new Refused(404, 'NOT_FOUND', 'There is nothing at this address.');
  });
  app.use(problems(accounts, log));
  return app;
}

/** Express knows an error handler by its four parameters. */
function problems(accounts: Accounts, log: Log): ErrorRequestHandler {
  return (fault: unknown, request, response, _next) => {
    const requestId = requestIdOf(request);
    if (response.headersSent) return void response.destroy();
    const error = accounts.countGuess(fault, request);
    const refused = error instanceof Refused ? error : undefined;
    if (error instanceof Throttled) response.set('retry-after', String(error.retryAfter));
    if (!refused) log.error({ err: error, requestId }, 'a request failed');
    sendProblem(response, requestId, {
      status: refused?.status ?? 500,
      code: refused?.code ?? 'INTERNAL',
      detail: refused?.message ?? 'Something went wrong here. It was noted under the request id.',
      retryable: refused?.retryable,
    });
  };
}
