import type { Resumed } from '../../principal.js';
import type { BulkFormat, BulkPlan } from '../plan/bulk-plan.js';

/** A query to run, under a lease that issuers gave. */
export interface Work extends Resumed {
  readonly id: string;
  readonly lease: string;
  readonly query: string;
  readonly format: BulkFormat;
  /** Position that the result has to show; null: none. */
  readonly after: string | null;
  readonly contract: 'public' | 'partner' | 'internal';
  readonly attempts: number;
  readonly startedAt: string;
  /** Parts of the file that count. */
  readonly parts: number;
  /** Where it stands; null: at the beginning. */
  readonly progress: Progress | null;
}

/** Where a run stands after the parts that count: what the next one needs to go on. */
export interface Progress {
  /** Number of the connection that is being read. */
  readonly stage: number;
  /** Its last page's end; null: none was read. */
  readonly after: string | null;
  /** Objects of each connection, by its name. */
  readonly counts: Readonly<Record<string, number>>;
  /** What the file needs to be gone on with; null: nothing was written. */
  readonly sink: unknown;
}

export const atTheBeginning = ({ stages }: BulkPlan): Progress => ({
  stage: 0,
  after: null,
  counts: Object.fromEntries(stages.flatMap(({ name, inner }) => [name, ...inner.map((one) => one.name)]).map((name) => [name, 0])),
  sink: null,
});

/** The lease is another's now, or somebody cancelled. Nothing more is written. */
export class LeaseLost extends Error {}

/** The run cannot go on, for good. */
export class RunFailed extends Error {
  constructor(
    /** Told as `errorCode` of the operation. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
