import type { OpaqueTokens, Principal } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import type { Uuid } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';

/** How the lines of a file are written. */
export type ImportFormat = 'JSONL' | 'CSV';
/** A form of an upload: lines, or a bundle that a kind makes lines of. */
export type UploadForm = ImportFormat | 'ONEROSTER';
/** ALL_OR_NOTHING: one line that is refused keeps the whole file out. */
export type ImportMode = 'BEST_EFFORT' | 'ALL_OR_NOTHING';
export type ImportState = 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'CANCELLED';

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
  readonly format: UploadForm;
  readonly mode: ImportMode;
  readonly dryRun: boolean;
  /** SHA-256 of the upload; null for jobs of before. */
  readonly contentHash: Buffer | null;
  readonly state: ImportState;
  readonly rowCount: number | null;
  readonly rowsDone: number;
  /** Lines that made or replaced something, and of these the ones that replaced. */
  readonly succeeded: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly ImportRowError[];
  /** The last event of each topic and lane: it stands for all before it. */
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
  mode: job.mode,
  dryRun: job.dryRun,
  rowCount: job.rowCount,
  rowsDone: job.rowsDone,
  succeeded: job.succeeded,
  created: job.succeeded - job.replaced,
  replaced: job.replaced,
  unchanged: job.unchanged,
  failed: job.failed,
  errors: job.errors.slice(0, errorsShown),
  resultsPath: `/imports/${service}/${publicId('ImportJob', job.id)}/results`,
  createdAt: job.createdAt,
  finishedAt: job.finishedAt,
  position: (job.state === 'FINISHED' || job.state === 'CANCELLED') && !job.dryRun && job.marks.length > 0 ? encodePosition(tokens, job.marks) : null,
});

/** The form of the lines that are read in the end. */
export const linesOf = (form: UploadForm): ImportFormat => (form === 'CSV' ? 'CSV' : 'JSONL');

/** Whether a job's lines are applied in one transaction: all of them stand together, or none. */
export const isWhole = ({ dryRun, mode }: Pick<ImportJob, 'dryRun' | 'mode'>): boolean => dryRun || mode === 'ALL_OR_NOTHING';
