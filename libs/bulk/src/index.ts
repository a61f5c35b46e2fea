export {
  refusedRow,
  type Applied,
  type ImportKind,
  type JobAtWork,
  type NumberedRow,
  type RowResult,
  type SourceRecord,
} from './import-kind.js';
export { importJobNode, type ImportFormat, type ImportJob, type ImportRowError, type ImportState } from './jobs/import-job.js';
export { ImportJobs, type ImportRequest } from './jobs/import-jobs.js';
export { bulkMigration, importPrincipalMigration } from './migration.js';
export { UploadPurge } from './uploads/upload-purge.js';
export { bulkModule } from './bulk.module.js';
