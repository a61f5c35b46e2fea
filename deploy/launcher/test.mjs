import { join } from 'node:path';
import { modules, root } from './place.mjs';
import { runNode } from './run.mjs';

/** Runs every test, or those that the arguments (passed on to Jest) name. The reporter prints the last line. */
export function test(args) {
  const options = [process.env.NODE_OPTIONS, '--no-warnings'];
  return runNode([join(modules, 'jest/bin/jest.js'), '--rootDir', root, '--config', join(root, 'jest.config.mjs'), '--maxWorkers=2', ...args], {
    env: { NODE_OPTIONS: options.filter(Boolean).join(' ') },
  });
}
