import { type RequestHandler, Router } from 'express';
import { contractFor, type Contracts } from '../contracts.js';
import type { Principals } from '../principal.js';
import { requestIdOf } from '../request-statement.js';

/**
 * `GET /schema.graphql`: the schema of the caller's contract. `/public/schema.graphql` and `/partner/schema.graphql` are
 * for anybody to read, so that a program can be written before there is a key; the internal one is for operators.
 */
export function schemaFiles(contracts: Contracts, principals: Principals): Router {
  const router = Router();
  const ofCaller =
    (pinned?: 'internal'): RequestHandler =>
    async (request, response) => {
      const { principal } = await principals.of(request.headers, requestIdOf(request));
      const { sdl } = contracts[contractFor(principal, pinned)];
      response.set({ 'cache-control': 'private, no-store', vary: 'authorization' }).type('text/plain').send(sdl);
    };
  router.get('/schema.graphql', ofCaller());
  router.get('/internal/schema.graphql', ofCaller('internal'));
  for (const name of ['public', 'partner'] as const) {
    router.get(`/${name}/schema.graphql`, (_request, response) => void response.type('text/plain').send(contracts[name].sdl));
  }
  return router;
}
