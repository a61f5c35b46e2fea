import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An empty registry of the tour's own. */
export interface OwnRegistry {
  readonly url: string;
  readonly operatorKey: string;
  /** For what the tour writes itself. */
  readonly folder: string;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);

/** Starts a program of the checkout as its launcher would. */
export function startProgram(file: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [...preloads, join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
}

/** Starts a registry on a data folder and a port of its own; resolves once it answers. */
export async function startOwnRegistry(): Promise<OwnRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-tour-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const child = startProgram('deploy/embedded/src/main.ts', ['--no-seed'], { PORT: '0', HOST: '127.0.0.1', CAIRN_DATA_DIR: data, LOG_LEVEL: 'error' });
  child.stderr?.pipe(process.stderr);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = await addressTold(child);
    return { url, operatorKey: (await readFile(join(data, 'bootstrap-key'), 'utf8')).trim(), folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressTold(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /Cairn is ready at (\S+)/.exec(said) ?? [];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The registry of the tour did not start (code ${code}). ${said}`)));
  });
}
