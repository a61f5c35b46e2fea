import type { DynamicModule } from '@nestjs/common';
import { FileIntake } from './intake/file-intake.js';
import { scannerProvider } from './scanning/open-scanner.js';
import { FILES_SERVICE } from './settings.js';
import { objectStoreProvider } from './store/open-object-store.js';
import { OBJECT_STORE } from './store/object-store.js';
import { filesController } from './uploads/files.controller.js';
import { StagedFiles } from './uploads/staged-files.js';

class FilesModule {}

/**
 * Files for a service: uploads under `/files/<service>`, what looks into them, and the store that keeps them.
 *
 * @param options.bytesMax the largest upload; rules of single places may be tighter
 */
export function filesModule(service: string, { bytesMax }: { bytesMax: number }): DynamicModule {
  return {
    module: FilesModule,
    controllers: [filesController(service, bytesMax)],
    providers: [{ provide: FILES_SERVICE, useValue: service }, objectStoreProvider, scannerProvider, FileIntake, StagedFiles],
    exports: [OBJECT_STORE, FileIntake, StagedFiles],
  };
}
