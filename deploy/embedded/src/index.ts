export { startEmbedded, type EmbeddedOptions, type EmbeddedRegistry } from './start-embedded.js';
export { type BootstrapKey } from './bootstrap-key.js';
export { seedOnce, type Seed } from './seeding.js';
