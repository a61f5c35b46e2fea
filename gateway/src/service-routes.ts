import type { IncomingMessage } from 'node:http';
import { type RequestStatement, STATEMENT_HEADER, type Statements } from '@cairn/access';
import type { Clock } from '@cairn/telemetry';
import { type RequestHandler, Router } from 'express';
import type { HandOver } from './hand-over.js';
import type { Principals } from './principal.js';
import type { Accounts } from './rate/accounts.js';
import { Refused } from './refused.js';
import { requestIdOf, statementFor } from './request-statement.js';

/** Services that take uploads and write result files. */
const servicesWithFiles = new Set(['earners', 'pathways']);
const filePaths = ['/uploads/:service', '/uploads/:service/*rest', '/imports/:service', '/imports/:service/*rest'];
const publicPages = ['/c/*rest', '/i/*rest', '/status/*rest', '/.well-known/did.json'];

/**
 * Routes that services answer themselves, under the registry's one address: uploads and import results for callers with
 * a key, signed like any other request but without the body, which streams; and the public pages of verification.
 */
export function serviceRoutes(
  handOver: ReadonlyMap<string, HandOver>,
  principals: Principals,
  accounts: Accounts,
  statements: Statements,
  clock: Clock,
): Router {
  const router = Router();
  router.all(filePaths, toService(handOver, principals, accounts, statements, clock));
  const verification = handOver.get('verification');
  if (verification) {
    router.get(publicPages, async (request, response) => {
      delete request.headers[STATEMENT_HEADER];
      delete request.headers.authorization;
      await verification(request, response);
    });
  }
  return router;
}

function toService(
  handOver: ReadonlyMap<string, HandOver>,
  principals: Principals,
  accounts: Accounts,
  statements: Statements,
  clock: Clock,
): RequestHandler<{ service: string }> {
  return async (request, response, next) => {
    const to = servicesWithFiles.has(request.params.service) ? handOver.get(request.params.service) : undefined;
    if (!to) return next();
    const requestId = requestIdOf(request);
    const caller = await principals.of(request.headers, requestId);
    const { principal } = caller;
    if (principal.tenant === null) throw new Refused(401, 'UNAUTHENTICATED', 'Send an API key as `Authorization: Bearer <key>`.');
    accounts.of(caller, request).beginBulk(response);
    sign(request, statements, request.params.service, statementFor(request, principal, requestId, clock));
    await to(request, response);
  };
}

function sign(request: IncomingMessage, statements: Statements, service: string, statement: RequestStatement): void {
  const [path = ''] = (request.url ?? '').split('?');
  request.headers[STATEMENT_HEADER] = statements.sign(statement, { service, method: request.method ?? 'GET', path, body: null });
  delete request.headers.authorization;
}
