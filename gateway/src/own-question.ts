import { anonymous } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import type { SubgraphSource } from './datasource.js';
import { Unanswered } from './subgraph.js';

const mostMs = 2_000;

/**
 * Asks a subgraph something for the gateway itself, on nobody's behalf: who a caller is, what it has stored, the keys of tokens.
 *
 * @throws Unanswered also for an answer with errors
 */
export async function ownQuestion(subgraph: SubgraphSource, clock: Clock, request: SubgraphRequest, requestId: string): Promise<Record<string, unknown>> {
  const statement = { principal: anonymous, requestId, deadline: clock.now() + mostMs, awaitPosition: null, awaitMs: 0, contract: null, operation: null };
  const { data, errors } = await subgraph.ask(request, statement);
  if (errors || !data) throw new Unanswered('SUBGRAPH_UNAVAILABLE', { cause: errors });
  return data;
}
