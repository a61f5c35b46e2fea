import { STATEMENT_HEADER, type Statements } from '@cairn/access';
import { Router } from 'express';
import { type Caller, unknownCaller } from './caller.js';
import type { Deadlines } from './deadlines.js';
import type { HandOver } from './hand-over.js';
import type { Principals } from './principal.js';
import type { Accounts } from './rate/accounts.js';
import { Refused } from './refused.js';
import { requestIdOf, statementFor } from './request-statement.js';

const service = 'verification';

/**
 * Open Badges 3.0, for wallets: verification answers, refusals included, since the standard has its own form for them. Whether
 * a sign-in holds is asked anew for each request, so that a wallet that was shut out is out.
 */
export function badgeRoutes(handOver: ReadonlyMap<string, HandOver>, principals: Principals, accounts: Accounts, statements: Statements, deadlines: Deadlines): Router {
  const router = Router();
  const to = handOver.get(service);
  if (!to) return router;
  router.all('/:place/ims/ob/v3p0/*rest', async (request, response) => {
    accounts.ofAddress(request).arrive();
    const requestId = requestIdOf(request);
    const { principal } = await callerOf(() => principals.of(request.headers, requestId, true));
    const [path = ''] = request.url.split('?');
    request.headers[STATEMENT_HEADER] = statements.sign(statementFor(request, principal, requestId, deadlines), { service, method: request.method, path, body: null });
    delete request.headers.authorization;
    await to(request, response);
  });
  return router;
}

/** Whoever cannot be known is told so by the service; whoever cannot be looked up is told here. */
async function callerOf(find: () => Promise<Caller>): Promise<Caller> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return unknownCaller;
    throw error;
  }
}
