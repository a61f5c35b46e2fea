import { join } from 'node:path';
import { type Platform, PLATFORM } from '@cairn/service';
import { readFilesSettings } from '../config.js';
import { FolderObjectStore } from './folder-object-store.js';
import { OBJECT_STORE, type ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-object-store.js';

/** The store that the settings name; without one, a folder beside the registry's other files. */
export const objectStoreProvider = {
  provide: OBJECT_STORE,
  useFactory: ({ filesDir }: Platform): ObjectStore => {
    const { bucket } = readFilesSettings();
    return bucket ? new S3ObjectStore(bucket) : new FolderObjectStore(join(filesDir, 'objects'));
  },
  inject: [PLATFORM],
};
