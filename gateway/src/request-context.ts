import type { RequestStatement } from '@cairn/access';

/** What travels with one operation through the gateway to the data sources. */
export interface RequestContext {
  /** What every subgraph call of the operation is signed with. */
  readonly statement: RequestStatement;
  /** Subgraph requests the operation has made so far. */
  subgraphCalls: number;
}
