import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A program of ours that runs as a process of its own. */
export interface Program {
  readonly name: string;
  /** From the root of the checkout. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A process that is started again when it dies. */
export interface Supervised {
  readonly name: string;
  /** Asks it to end, and insists after `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', new URL(`../launcher/${file}`, import.meta.url).href]);
const backOffMs = { first: 200, longest: 10_000 };
/** A process that lived this long starts with a fresh back-off. */
const healthyMs = 30_000;

/** Starts a program and keeps it running. `tell` hears of every death. */
export function supervise(program: Program, tell: (sentence: string) => void): Supervised {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let pauseMs = backOffMs.first;

  const begin = () => {
    const from = Date.now();
    child = start(program);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      if (Date.now() - from > healthyMs) pauseMs = backOffMs.first;
      tell(`${program.name} ended (${signal ?? `code ${code}`}); starting it again in ${pauseMs} ms.`);
      timer = setTimeout(begin, pauseMs);
      pauseMs = Math.min(pauseMs * 2, backOffMs.longest);
    });
  };
  begin();

  return {
    name: program.name,
    async stop(patienceMs = 15_000) {
      stopping = true;
      clearTimeout(timer);
      if (child) await ended(child, patienceMs);
    },
  };
}

function start({ file, env }: Program): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', '--disable-proto=delete', '--disable-warning=TimeoutNegativeWarning', ...preloads, file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function ended(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
