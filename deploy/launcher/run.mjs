import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { delimiter, join } from 'node:path';
import { modules, pinnedNode, root } from './place.mjs';

const preload = (file) => ['--import', pathToFileURL(join(import.meta.dirname, file)).href];
const preloads = [...preload('typescript.mjs'), ...preload('follow-parent.mjs')];
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a TypeScript program of ours from source. Resolves to its exit code (see
 * follow-parent.mjs for the channel).
 */
export const runTypeScript = (file, args, { flags = [], cwd = root, env = {} } = {}) =>
  runNode(['--enable-source-maps', ...preloads, ...flags, join(root, file), ...args], { cwd, env, ipc: true });

/** Runs the pinned Node, passes signals on and resolves to its exit code. */
export function runNode(args, { env = {}, cwd = root, ipc = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, args, {
      cwd,
      env: { ...process.env, ...env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH}` },
      stdio: ipc ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    });
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const each of signals) process.off(each, pass);
      if (signal) console.error(`Ended by ${signal}.`);
      resolve(code ?? 1);
    });
  });
}
