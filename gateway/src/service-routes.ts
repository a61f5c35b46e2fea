import type { IncomingMessage } from 'node:http';
import { type Principal, type RequestStatement, STATEMENT_HEADER, type Statements } from '@cairn/access';
import { type RequestHandler, Router } from 'express';
import type { Deadlines } from './deadlines.js';
import { discreet } from './discreet.js';
import type { HandOver } from './hand-over.js';
import type { Principals } from './principal.js';
import type { Accounts } from './rate/accounts.js';
import { Refused } from './refused.js';
import { requestIdOf, statementFor } from './request-statement.js';

/** Services that take uploads, write result files, or keep images and evidence (`/files`, for persons too). */
const servicesWithFiles = new Set(['achievements', 'earners', 'pathways', 'verification']);
const tenantPaths = ['/uploads/:service', '/uploads/:service/*rest', '/imports/:service', '/imports/:service/*rest'];
const filePaths = ['/files/:service', '/files/:service/*rest'];
/** What anybody may read, by the service that answers it. */
const publicPages: Readonly<Record<string, readonly string[]>> = {
  // Whoever has the address of a result; it is good for an hour.
  issuers: ['/bulk/*rest'],
  verification: [
    ...['/c/*rest', '/e/*rest', '/i/*rest', '/status/*rest', '/former/*rest', '/.well-known/did.json', '/verify', '/verify/*rest'],
    ...['/wallet/*rest', '/.well-known/openid-credential-issuer/wallet', '/.well-known/oauth-authorization-server/wallet'],
  ],
  achievements: ['/a/*rest', '/images/*rest', '/skills/*rest', '/ims/case/v1p1/*rest'],
  earners: ['/attest/*rest', '/shared/*rest'],
  pathways: ['/p/*rest'],
};

/**
 * Routes that services answer themselves, under the registry's one address: uploads and import results for callers with
 * a key, signed like any other request but without the body, which streams; and pages that anybody may read.
 */
export function serviceRoutes(
  handOver: ReadonlyMap<string, HandOver>,
  principals: Principals,
  accounts: Accounts,
  statements: Statements,
  deadlines: Deadlines,
): Router {
  const router = Router();
  const toItsService = toService(handOver, principals, accounts, statements, deadlines);
  router.all(tenantPaths, toItsService(({ tenant }) => tenant !== null));
  router.all(filePaths, toItsService(({ tenant, account }) => tenant !== null || account !== null));
  for (const [service, paths] of Object.entries(publicPages)) {
    const to = handOver.get(service);
    if (!to) continue;
    router.get([...paths], async (request, response) => {
      delete request.headers[STATEMENT_HEADER];
      delete request.headers.authorization;
      await to(request, response);
    });
  }
  const attested = handOver.get('earners');
  // The form of the page that a link to attest opens: its secret is all the name that whoever sends it has.
  if (attested) {
    router.post('/attest/:token', async (request, response) => {
      accounts.ofAddress(request).arrive();
      delete request.headers[STATEMENT_HEADER];
      delete request.headers.authorization;
      await attested(request, response);
    });
  }
  const verifying = handOver.get('verification');
  // The VC API is off in the service unless it was switched on; nobody is a caller at either.
  if (verifying) {
    router.post(['/vc-api/*rest', '/verify'], async (request, response) => {
      accounts.ofAddress(request).arrive();
      delete request.headers[STATEMENT_HEADER];
      delete request.headers.authorization;
      await verifying(request, response);
    });
    // A wallet's access token is one of that protocol alone, so it is left for the service to read.
    router.post(['/wallet/token', '/wallet/nonce', '/wallet/credential'], async (request, response) => {
      accounts.ofAddress(request).arrive();
      delete request.headers[STATEMENT_HEADER];
      await verifying(request, response);
    });
  }
  return router;
}

function toService(
  handOver: ReadonlyMap<string, HandOver>,
  principals: Principals,
  accounts: Accounts,
  statements: Statements,
  deadlines: Deadlines,
): (isWelcome: (principal: Principal) => boolean) => RequestHandler<{ service: string }> {
  return (isWelcome) => async (request, response, next) => {
    const to = servicesWithFiles.has(request.params.service) ? handOver.get(request.params.service) : undefined;
    if (!to) return next();
    const requestId = requestIdOf(request);
    const caller = await principals.of(request.headers, requestId);
    const { principal } = caller;
    if (!isWelcome(principal)) throw new Refused(401, 'UNAUTHENTICATED', 'Send an API key as `Authorization: Bearer <key>`.');
    accounts.of(caller, request).beginBulk(response);
    sign(request, statements, request.params.service, statementFor(request, principal, requestId, deadlines));
    await to(request, response);
  };
}

function sign(request: IncomingMessage, statements: Statements, service: string, statement: RequestStatement): void {
  const [path = ''] = (request.url ?? '').split('?');
  request.headers[STATEMENT_HEADER] = statements.sign(discreet(service, statement), { service, method: request.method ?? 'GET', path, body: null });
  delete request.headers.authorization;
}
