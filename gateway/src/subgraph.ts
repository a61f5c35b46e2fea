import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestStatement } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import type { ExecutionResult } from 'graphql';

/** A subgraph in this process: the gateway calls it without a socket. */
export interface LocalSubgraph {
  readonly name: string;
  execute(request: SubgraphRequest, statement: RequestStatement): Promise<ExecutionResult>;
  /** The service's own routes: uploads, results, public verification pages. */
  readonly http?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A subgraph that is a process of its own. */
export interface RemoteSubgraph {
  readonly name: string;
  /** `http://host:port`, without a path. */
  readonly url: string;
}

export type Subgraph = LocalSubgraph | RemoteSubgraph;

export const isRemote = (subgraph: Subgraph): subgraph is RemoteSubgraph => 'url' in subgraph;

/** How one subgraph is asked. Whatever goes wrong on the way is thrown as Unanswered. */
export interface Transport {
  /** @param limitMs how long to wait for the answer */
  call(request: SubgraphRequest, statement: RequestStatement, limitMs: number): Promise<ExecutionResult>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** A subgraph gave no answer. The cause is for the log and never leaves the gateway. */
export class Unanswered extends Error {
  constructor(
    readonly code: 'SUBGRAPH_UNAVAILABLE' | 'DEADLINE_EXCEEDED',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
