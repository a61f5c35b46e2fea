import { type RequestStatement, STATEMENT_HEADER, type Statements } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { type RemoteSubgraph, type Transport, Unanswered } from './subgraph.js';

const path = '/graphql';
const readinessMs = 1_000;

/** Calls a subgraph over kept-alive sockets. Every request is signed over its method, path and body. */
export class RemoteTransport implements Transport {
  readonly pool: Pool;

  constructor(
    private readonly subgraph: RemoteSubgraph,
    private readonly statements: Statements,
  ) {
    this.pool = new Pool(subgraph.url, { connections: 64, pipelining: 1, connect: { timeout: 1_000 } });
  }

  async call(request: SubgraphRequest, statement: RequestStatement, limitMs: number): Promise<ExecutionResult> {
    const body = JSON.stringify(request);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), limitMs);
    try {
      const answer = await this.pool.request({
        method: 'POST',
        path,
        headers: {
          'content-type': 'application/json',
          [STATEMENT_HEADER]: this.statements.sign(statement, { service: this.subgraph.name, method: 'POST', path, body }),
        },
        body,
        signal: abort.signal,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`the subgraph answered HTTP ${answer.statusCode}`);
      const told: unknown = JSON.parse(text);
      if (!isResult(told)) throw new Error('the subgraph answered what is no result of an operation');
      return told;
    } catch (error) {
      throw new Unanswered(abort.signal.aborted ? 'DEADLINE_EXCEEDED' : 'SUBGRAPH_UNAVAILABLE', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  async ready(): Promise<boolean> {
    try {
      const answer = await this.pool.request({ method: 'GET', path: '/readyz', signal: AbortSignal.timeout(readinessMs) });
      await answer.body.dump();
      return answer.statusCode === 200;
    } catch {
      // Not being reached is the answer to the question; there is nothing more to tell.
      return false;
    }
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}

/** GraphQL 7.1: an object with `data`, `errors` or both. Something else may answer at the address of a subgraph. */
function isResult(told: unknown): told is ExecutionResult {
  if (typeof told !== 'object' || told === null) return false;
  const { data, errors } = told as { data?: unknown; errors?: unknown };
  if (errors !== undefined && !Array.isArray(errors)) return false;
  return data === undefined ? errors !== undefined : typeof data === 'object';
}
