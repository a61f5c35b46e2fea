import { anonymous, type Principal } from '@cairn/access';

/** Row of the published table of limits (docs/guides/front-ends.md). */
export type LimitClass = 'ANONYMOUS' | 'CLIENT' | 'PARTNER' | 'PROVIDER';

/** Who sent a request, as the gateway needs to know it; of this only the principal goes on to the subgraphs. */
export interface Caller {
  readonly principal: Principal;
  /** Web origins from which the client may be used. */
  readonly origins: readonly string[];
  /** Whether the client may send stored operations only. */
  readonly operationsOnly: boolean;
  readonly limitClass: LimitClass;
}

export const unknownCaller: Caller = Object.freeze({ principal: anonymous, origins: [], operationsOnly: false, limitClass: 'ANONYMOUS' });
