import { anonymous, STATEMENT_HEADER, type Statements } from '@cairn/access';
import { type Request, type Response, Router } from 'express';
import type { Deadlines } from './deadlines.js';
import type { HandOver } from './hand-over.js';
import type { Accounts } from './rate/accounts.js';
import type { AddressOf } from './rate/client-address.js';
import { requestIdOf, statementFor } from './request-statement.js';

/** Tells issuers where a request came from, to bound attempts. */
const addressHeader = 'cairn-client-address';

/** Where RFC 8414, section 3.1 has clients look for what OpenID Connect has them look for below the issuer's address. */
const authorizationServerMetadata = '/.well-known/oauth-authorization-server/oidc';

/** Signing in: issuers answers, on behalf of nobody; whatever credential a request carries is for the protocol to read. An address sends as many requests as one without a name. */
export function signInRoutes(handOver: ReadonlyMap<string, HandOver>, accounts: Accounts, addressOf: AddressOf, statements: Statements, deadlines: Deadlines): Router {
  const router = Router();
  const issuers = handOver.get('issuers');
  if (!issuers) return router;
  const give = async (request: Request, response: Response): Promise<void> => {
    accounts.ofAddress(request).arrive();
    const statement = statementFor(request, anonymous, requestIdOf(request), deadlines);
    const [path = ''] = request.url.split('?');
    request.headers[STATEMENT_HEADER] = statements.sign(statement, { service: 'issuers', method: request.method, path, body: null });
    request.headers[addressHeader] = addressOf(request);
    await issuers(request, response);
  };
  router.all('/oidc/*rest', give);
  router.get(authorizationServerMetadata, async (request, response) => {
    request.url = '/oidc/.well-known/oauth-authorization-server';
    request.originalUrl = request.url;
    await give(request, response);
  });
  return router;
}
