import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Order = 'kill' | 'start' | 'freeze' | 'thaw' | 'close';

/** A registry in a process of its own, with the service of achievements in another one, which can be harmed. */
export interface Parts {
  readonly url: string;
  readonly key: string;
  /** To the service of achievements; `close` to all. Resolves once it is done. */
  order(order: Order): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);

/** Needs the test cluster of the Jest project. */
export async function startParts(): Promise<Parts> {
  const child = spawn(process.execPath, [...preloads, 'test/resilience/parts.process.ts'], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told = (await answerOf(child)) as { url: string; key: string };
  return {
    ...told,
    async order(order) {
      child.send(order);
      await answerOf(child);
      if (order === 'close') child.kill('SIGKILL');
    },
  };
}

const answerOf = (child: ChildProcess): Promise<unknown> =>
  Promise.race([
    once(child, 'message').then(([message]) => message as unknown),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the registry ended with ${code}`))),
  ]);
