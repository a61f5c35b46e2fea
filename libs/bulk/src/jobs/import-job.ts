import type { OpaqueTokens, Principal } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import type { Uuid } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';

export type ImportFormat = 'JSONL' | 'CSV';
export type ImportState = 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED';

/** One refused line, as the schema tells it (ImportRowError). */
export interface ImportRowError {
  readonly row: number;
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

/** A background import. */
export interface ImportJob {
  readonly id: Uuid;
  readonly tenant: Uuid;
  readonly kind: string;
  /** Who asked, with the rights of that moment; null when it was asked before rights had scopes, by somebody with the whole right. */
  readonly principal: Principal | null;
  readonly uploadId: string;
  readonly format: ImportFormat;
  readonly dryRun: boolean;
  readonly state: ImportState;
  readonly rowCount: number | null;
  readonly rowsDone: number;
  readonly succeeded: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly ImportRowError[];
  /** The last event of each topic; all events of a job share a key, so the last one stands for all before it. */
  readonly marks: readonly Mark[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export const errorsShown = 100;

/** A job as the schema has it (type ImportJob of values.graphql). */
export const importJobNode = (service: string, tokens: OpaqueTokens, job: ImportJob) => ({
  __typename: 'ImportJob' as const,
  id: publicId('ImportJob', job.id),
  state: job.state,
  dryRun: job.dryRun,
  rowCount: job.rowCount,
  rowsDone: job.rowsDone,
  succeeded: job.succeeded,
  unchanged: job.unchanged,
  failed: job.failed,
  errors: job.errors.slice(0, errorsShown),
  resultsPath: `/imports/${service}/${publicId('ImportJob', job.id)}/results`,
  createdAt: job.createdAt,
  finishedAt: job.finishedAt,
  position: job.state === 'FINISHED' && !job.dryRun && job.marks.length > 0 ? encodePosition(tokens, job.marks) : null,
});
