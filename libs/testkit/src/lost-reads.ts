import { DatabaseBusy, DatabaseUnavailable } from '@cairn/postgres';

let isForgiving = false;

/**
 * The executor of GraphQL leaves the other fields of a list alone when one fails at once (graphql-js 16): their reads go on, and
 * find the database gone once a test has closed its service. A process of ours logs that and goes on (`logLostPromises`), and so
 * does one of tests. Any other rejection that nobody waits for ends it.
 */
export function forgiveLostReads(): void {
  if (isForgiving) return;
  isForgiving = true;
  process.on('unhandledRejection', (error) => {
    if (!(error instanceof DatabaseUnavailable || error instanceof DatabaseBusy)) throw error;
  });
}
