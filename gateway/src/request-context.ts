import type { ContractName, RequestStatement } from '@cairn/access';
import type { Account } from './rate/account.js';

/** What travels with one operation through the gateway to the data sources. */
export interface RequestContext {
  /** What of the graph the operation may speak of. */
  readonly contract: ContractName;
  /** What every subgraph call of the operation is signed with. */
  statement: RequestStatement;
  /** What pays for it. */
  readonly account: Account;
  /** Points the operation could cost at most; 0 as long as that is not known. */
  requested: number;
  /** Points it did cost. */
  actual: number;
  /** Subgraph requests the operation has made so far. */
  subgraphCalls: number;
}
