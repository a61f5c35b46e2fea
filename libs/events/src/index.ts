export { defineEvent, envelope, PARTITIONS, type Envelope, type EventContract } from './envelope.js';
export { catalogue, readEvent, topics, type ReadEvent } from './catalogue.js';
export * from './tenant.js';
export * from './issuer.js';
export * from './achievement.js';
export * from './earner.js';
export * from './award.js';
export * from './pathway.js';
export * from './credential.js';
