import { randomInt } from 'node:crypto';
import getPort from 'get-port';

/**
 * Ports that no kernel gives away by itself (Linux gives from 32768, macOS and Windows from 49152): who is told one of
 * these now and listens on it a minute later finds it still free, whatever calls were made in between.
 */
const [lowest, highest] = [20_000, 32_700];
const tries = 200;

/**
 * @returns {Promise<number>} a port of 127.0.0.1 that nobody listens on, and that this process was not told before in the
 *   last half minute
 */
export function freePort() {
  return getPort({ host: '127.0.0.1', port: Array.from({ length: tries }, () => randomInt(lowest, highest)) });
}
