import { CredentialSourceResolver } from './credential-source.resolver.js';
import { CredentialSourceStore } from './credential-source.store.js';
import { CredentialSources } from './credential-sources.service.js';
import { SourceClientStore } from './source-client.store.js';
import { SourceOpening } from './source-opening.service.js';
import { SourceReader } from './source-reader.service.js';
import { SourceWorker } from './source-worker.service.js';
import { SourceWorkingStore } from './source-working.store.js';

/** Hosts of others from which persons have their credentials read. */
export const credentialSourceProviders = [CredentialSourceStore, CredentialSources, CredentialSourceResolver, SourceClientStore, SourceWorkingStore, SourceOpening, SourceReader, SourceWorker];
