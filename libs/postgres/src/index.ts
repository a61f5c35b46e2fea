export { asUuid, isUuid, newId, type Uuid } from './ids.js';
export { Database, type DatabaseConfig, type Scope } from './database.js';
export { type StatementObserver, type Tx } from './transaction.js';
export { DatabaseBusy, DatabaseUnavailable, isRetryable, isUniqueViolation } from './fault.js';
export { isolate, me, personalRead, sharedCopy, workerOnly } from './isolation.js';
export { addressOf, provisionDatabase, provisionRoles, rolesOf } from './roles.js';
export { migrate, pendingMigrations, type Migration } from './migrate.js';
export { startCluster, type ClusterConfig, type RunningCluster } from './cluster.js';
export { ClusterFault } from './cluster-fault.js';
