import type { ContractName, RequestStatement } from '@cairn/access';

/** What travels with one operation through the gateway to the data sources. */
export interface RequestContext {
  /** What of the graph the operation may speak of. */
  readonly contract: ContractName;
  /** What every subgraph call of the operation is signed with. */
  readonly statement: RequestStatement;
  /** Subgraph requests the operation has made so far. */
  subgraphCalls: number;
}
