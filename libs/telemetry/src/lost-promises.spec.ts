import { EventEmitter } from 'node:events';
import type { Log } from './log.js';
import { logLostPromises } from './lost-promises.js';

test('a rejection that nobody waits for is logged with its error, and nothing else happens', () => {
  const noted: unknown[][] = [];
  const log = { error: (...entry: unknown[]) => void noted.push(entry) } as unknown as Log;
  const process = new EventEmitter();
  logLostPromises(log, process as unknown as NodeJS.Process);
  const error = new Error('no free connection');
  expect(process.emit('unhandledRejection', error)).toBe(true);
  expect(noted).toEqual([[{ err: error }, 'a promise that nobody waited for failed']]);
});
