export {
  refusedRow,
  type Applied,
  type ImportKind,
  type JobAtWork,
  type NumberedRow,
  type PlacedMark,
  type RowResult,
  type SourceRecord,
} from './import-kind.js';
export { inLanes } from './in-lanes.js';
export { importJobNode, type ImportFormat, type ImportJob, type ImportMode, type ImportRowError, type ImportState } from './jobs/import-job.js';
export { ImportJobs, type ImportRequest } from './jobs/import-jobs.js';
export { bulkMigration, importAttemptsMigration, importModesMigration, importPrincipalMigration } from './migration.js';
export { JobLoop, type LoopedJobs, type OpenJob } from './jobs/job-loop.js';
export { UnreadableFile } from './cutting/unpack.js';
export { readCsvText } from './parsing/csv-text.js';
export type { ReadRecord } from './parsing/records.js';
export { UploadFolder } from './uploads/upload-folder.js';
export { UploadPurge } from './uploads/upload-purge.js';
export { bulkModule } from './bulk.module.js';
