import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A registry in a process of its own, on a data folder of its own. */
export interface RegistryProcess {
  readonly url: string;
  readonly key: string;
  readonly child: ChildProcess;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const programs = { embedded: 'deploy/embedded/src/main.ts', services: 'deploy/services/main.ts' };
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);

/** Starts a registry as a user would, empty, on a free port; resolves once it is ready. */
export async function startRegistry(shape: 'embedded' | 'services'): Promise<RegistryProcess> {
  const folder = mkdtempSync(join(tmpdir(), `cairn-${shape}-`));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const child = spawn(process.execPath, [...preloads, programs[shape], '--no-seed'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: '0', CAIRN_DATA_DIR: data, LOG_LEVEL: 'error' },
  });
  const url = await addressTold(child);
  child.stdout?.resume();
  return {
    url,
    key: readFileSync(join(data, 'bootstrap-key'), 'utf8').trim(),
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
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
