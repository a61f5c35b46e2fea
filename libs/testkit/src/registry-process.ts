import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A registry in a process of its own. */
export interface RegistryProcess {
  readonly url: string;
  readonly key: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** Ends it in order, and removes its data unless the folder was given. */
  stop(): Promise<void>;
  /** Ends it with no chance to tidy up; the data stay. */
  kill(): Promise<void>;
}

export interface RegistryProcessOptions {
  /** Kept when the registry stops. Without it, a folder of its own that goes with it. */
  readonly dataDir?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Writes the demo; it is there once `demo-keys.json` is in the data folder. */
  readonly seed?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** File that its log goes to, instead of the test's own output. */
  readonly logFile?: string;
}

/** `CAIRN_LIMITS` for tests that are about something else: nobody is throttled, and whole schools sign up. */
const ample = ['ANONYMOUS', 'CLIENT', 'PARTNER', 'PROVIDER'].map((name) => `${name}=1000000/100000/10000`).join();

/** `CAIRN_OPERATION_MS` for tests that are about something else: a machine that has much to do answers late, and correctly. */
const operationMs = '60000';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const programs = { embedded: 'deploy/embedded/src/main.ts', services: 'deploy/services/main.ts' };
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);

/** Starts a registry as a user would, empty, on a free port; resolves once it is ready. */
export async function startRegistry(shape: 'embedded' | 'services', options: RegistryProcessOptions = {}): Promise<RegistryProcess> {
  const { dataDir: given, port = 0, seed = false, args = [], env = {}, logFile } = options;
  const folder = given === undefined ? mkdtempSync(join(tmpdir(), `cairn-${shape}-`)) : undefined;
  if (folder) chmodSync(folder, 0o755);
  const data = given ?? join(folder ?? '', 'data');
  const child = spawn(process.execPath, [...preloads, programs[shape], ...(seed ? [] : ['--no-seed']), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', logFile === undefined ? 'inherit' : openSync(logFile, 'a', 0o600), 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), CAIRN_DATA_DIR: data, LOG_LEVEL: 'error', CAIRN_LIMITS: ample, CAIRN_OPERATION_MS: operationMs, CAIRN_ACCOUNTS_PER_ADDRESS: '100000', ...env },
  });
  const url = await addressTold(child);
  child.stdout?.resume();
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    url,
    key: readFileSync(join(data, 'bootstrap-key'), 'utf8').trim(),
    dataDir: data,
    child,
    async stop() {
      await end('SIGTERM');
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
  };
}

function addressTold(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /Cairn is ready at (\S+)/.exec(said) ?? [];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the registry did not start (code ${code}): ${said}`)));
  });
}
