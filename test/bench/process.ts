import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', new URL(`../../deploy/launcher/${file}`, import.meta.url).href]);

/** A program of the bench in a process of its own, so that sides do not share an event loop. */
export interface Started<Told> {
  readonly told: Told;
  readonly pid: number;
  stop(): Promise<void>;
  /** Ends it with no chance to tidy up. */
  kill(): Promise<void>;
}

/**
 * Starts a TypeScript program beside the caller and waits for its one message, sent when it is ready.
 *
 * @param file address of the program
 * @param args command line arguments
 */
export async function start<Told>(file: URL, args: readonly string[] = []): Promise<Started<Told>> {
  const child = fork(fileURLToPath(file), [...args], { execArgv: preloads, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const told = await new Promise<Told>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Told));
    child.once('exit', (code) => reject(new Error(`${file.pathname} ended with ${code}`)));
    child.once('error', reject);
  });
  return { told, pid: child.pid ?? 0, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') };
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  });
}

/** Tells the starter that this program is ready. */
export const tell = (message: unknown): void => void process.send?.(message);
