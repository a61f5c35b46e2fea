export { startEmbedded, type EmbeddedOptions, type EmbeddedRegistry } from './start-embedded.js';
export { seedOnce } from './seeding.js';

// What the process-per-service shape shares with this one.
export { banner } from './banner.js';
export { type BootstrapKey, readBootstrapKey } from './bootstrap-key.js';
export { Closers } from './closers.js';
export { readRegistryConfig, type RegistryConfig } from './config.js';
export { databaseAddresses, openDatabases } from './databases.js';
export { type DataFolder, openDataFolder } from './data-folder.js';
export { openBrokers } from './event-log.js';
export { explain } from './explain.js';
export { listen } from './front-server.js';
export { keepCluster } from './kept-cluster.js';
export { registeredServices } from './registered-services.js';
export { openSecrets, type Secrets } from './secrets.js';
