import type { RequestHandler } from 'express';
import type { SubgraphSource } from './datasource.js';

/** `GET /readyz`: 200 when every subgraph can answer, else 503; lists them. */
export function readiness(sources: readonly SubgraphSource[]): RequestHandler {
  return async (_request, response) => {
    const states = await Promise.all(sources.map(async ({ name, transport }) => [name, await transport.ready()] as const));
    const ready = states.every(([, state]) => state);
    response.status(ready ? 200 : 503).json({ ready, subgraphs: Object.fromEntries(states) });
  };
}
