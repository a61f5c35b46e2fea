export { clusterAddress } from './cluster.js';
export { testDatabase, type TestDatabase } from './database.js';
export { type Answer, type AskOptions, GraphClient, type GraphError, type UserError } from './graph-client.js';
export { aKey, aRegistry, aTenant, type TestRegistry, type TestRight, type TestTenant } from './registry.js';
export { type RegistryProcess, type RegistryProcessOptions, startRegistry } from './registry-process.js';
export { testUnless } from './skipping.js';
export { type KafkaNode, kafkaForTests } from './kafka-node.js';
