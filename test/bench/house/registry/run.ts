import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@cairn/ports';
import { unthrottledSetting } from '../../unthrottled.js';

/** A registry started as `npm start` does it. */
export interface TimedRegistry {
  readonly url: string;
  readonly key: string;
  /** From the command to the first 200 of /readyz. */
  readonly readyS: number;
  /** Resident memory of the registry's process now, PostgreSQL not counted. */
  rssMb(): number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const launcher = join(root, 'deploy/launcher/launch.mjs');

export async function runRegistry(dataDir: string): Promise<TimedRegistry> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [launcher, 'start', '--no-seed'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), CAIRN_DATA_DIR: dataDir, LOG_LEVEL: 'error', CAIRN_LIMITS: unthrottledSetting },
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the registry ended with ${child.exitCode}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  const readyS = (performance.now() - started) / 1_000;
  const pid = readFileSync(join(dataDir, 'running.pid'), 'utf8').trim();
  return {
    url,
    readyS,
    key: readFileSync(join(dataDir, 'bootstrap-key'), 'utf8').trim(),
    rssMb: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' })) / 1_024,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
