import { objectStoreProvider } from '@cairn/files';
import { BulkExpiry } from './bulk-expiry.service.js';
import { BulkExpiryStore } from './bulk-expiry.store.js';
import { BulkOperationResolver } from './bulk-operation.resolver.js';
import { BulkOperationService } from './bulk-operation.service.js';
import { BulkOperationStore } from './bulk-operation.store.js';
import { BulkResultsController } from './bulk-results.controller.js';
import { BulkResults } from './bulk-results.service.js';
import { BulkSealing } from './bulk-sealing.service.js';
import { BulkWorkResolver } from './bulk-work.resolver.js';
import { BulkWorkService } from './bulk-work.service.js';
import { BulkWorkStore } from './bulk-work.store.js';

export const bulkOperationControllers = [BulkResultsController];

export const bulkOperationProviders = [
  objectStoreProvider,
  BulkOperationStore,
  BulkWorkStore,
  BulkExpiryStore,
  BulkOperationService,
  BulkResults,
  BulkSealing,
  BulkWorkService,
  BulkExpiry,
  BulkOperationResolver,
  BulkWorkResolver,
];
