import type { RequestStatement } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import type { ExecutionResult } from 'graphql';
import { type LocalSubgraph, type Transport, Unanswered } from './subgraph.js';

/** Calls a subgraph in this process, with the deadline it would have over a socket. */
export class LocalTransport implements Transport {
  constructor(private readonly subgraph: LocalSubgraph) {}

  async call(request: SubgraphRequest, statement: RequestStatement, limitMs: number): Promise<ExecutionResult> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Unanswered('DEADLINE_EXCEEDED')), limitMs);
    });
    try {
      return await Promise.race([this.subgraph.execute(request, statement), late]);
    } catch (error) {
      throw error instanceof Unanswered ? error : new Unanswered('SUBGRAPH_UNAVAILABLE', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
