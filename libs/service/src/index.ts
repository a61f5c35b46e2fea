export { CLOCK, LOG, type Platform, PLATFORM, RIGHTS } from './platform.js';
export { createService, type ServiceApp, type ServiceDefinition } from './service.js';
export { GatewayOnly, statementOf } from './gateway-only.js';
export { RestFaults } from './rest-faults.js';
export { type Environment, readSettings, setting, SettingsFault } from './settings.js';
export { readServiceConfig, type ServiceConfig } from './config.js';
export { runService } from './run-service.js';
export { stopWhenTold } from './stop.js';
