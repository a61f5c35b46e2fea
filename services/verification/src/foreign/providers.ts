import { Fetcher } from '@cairn/fetching';
import type { Provider } from '@nestjs/common';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { ForeignDocuments } from './foreign-documents.service.js';
import { ForeignSnapshotStore } from './foreign-snapshot.store.js';
import { ServiceFetcher } from './service-fetcher.provider.js';

/** What others publish. The fetcher is for whoever in this service has to look at an address that a stranger gave. */
export const foreignProviders: readonly Provider[] = [
  { provide: Fetcher, useFactory: ({ fetching, fetchingThread }: VerificationSettings) => new ServiceFetcher({ ...fetching, thread: fetchingThread }), inject: [VERIFICATION_SETTINGS] },
  ForeignSnapshotStore,
  ForeignDocuments,
];
