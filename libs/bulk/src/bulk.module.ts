import type { DynamicModule } from '@nestjs/common';
import { ChunkWriter } from './jobs/chunk-writer.js';
import { ImportAttemptStore } from './jobs/import-attempt.store.js';
import { ImportAttempts } from './jobs/import-attempts.js';
import { ImportChunkStore } from './jobs/import-chunk.store.js';
import { ImportJobStore } from './jobs/import-job.store.js';
import { ImportJobs } from './jobs/import-jobs.js';
import { ImportRunner } from './jobs/import-runner.js';
import { ImportSources } from './jobs/import-source.js';
import { ImportWork } from './jobs/import-work.js';
import { resultsController } from './results/results.controller.js';
import { BULK_SERVICE } from './settings.js';
import { UploadFolder } from './uploads/upload-folder.js';
import { UploadPurge } from './uploads/upload-purge.js';
import { UploadSweep } from './uploads/upload-sweep.js';
import { uploadsController } from './uploads/uploads.controller.js';

class BulkModule {}

/** Uploads, import jobs and their results for a service; its kinds register themselves with `ImportJobs`. */
export function bulkModule(service: string): DynamicModule {
  return {
    module: BulkModule,
    controllers: [uploadsController(service), resultsController(service)],
    providers: [{ provide: BULK_SERVICE, useValue: service }, UploadFolder, UploadPurge, UploadSweep, ImportJobStore, ImportAttemptStore, ImportAttempts, ImportChunkStore, ImportSources, ChunkWriter, ImportWork, ImportRunner, ImportJobs],
    exports: [ImportJobs, UploadFolder, UploadPurge],
  };
}
