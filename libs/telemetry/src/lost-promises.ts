import type { Log } from './log.js';

/**
 * Logs rejections that nobody waits for, instead of ending the process. The executor of GraphQL leaves promises of a list alone
 * when one of its items fails at once (graphql-js 16); if one of them then finds no free connection, that is a fault of one
 * answer, which has been given already, and no reason to stop serving everybody.
 */
export function logLostPromises(log: Log, of: Pick<NodeJS.Process, 'on'> = process): void {
  of.on('unhandledRejection', (error: unknown) => log.error({ err: error }, 'a promise that nobody waited for failed'));
}
