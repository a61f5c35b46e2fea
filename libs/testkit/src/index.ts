export { clusterAddress } from './cluster.js';
export { testDatabase, type TestDatabase } from './database.js';
