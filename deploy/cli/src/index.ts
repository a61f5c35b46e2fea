export { RegistryClient, type GraphOptions, type Variables } from './client/registry-client.js';
export { RefusedFault, RegistryFault, type UserError } from './client/faults.js';
export { everyPage, type Connection } from './client/pages.js';
export { upload, type Progress } from './client/upload.js';
export { importFile, resultLines, type ImportFormat, type ImportJob, type ImportOf, type ImportOptions, type ResultLine } from './client/import-job.js';
export { readChanges, type Change, type ChangeBatch } from './client/change-feed.js';
export { settle, type Prober } from './client/settle.js';
