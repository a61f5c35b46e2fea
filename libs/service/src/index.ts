export { CLOCK, LOG, type Platform, PLATFORM } from './platform.js';
export { createService, type ServiceApp, type ServiceDefinition } from './service.js';
export { GatewayOnly, statementOf } from './gateway-only.js';
