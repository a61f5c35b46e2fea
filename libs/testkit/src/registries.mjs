import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * The registries behind the graph projects, one for each shape. Plain JavaScript, since Jest loads set-ups outside its
 * module resolution; a set-up file for each shape, since Jest runs one file once, whatever the project.
 */
const running = new Map();

/** Starts a registry in this shape and tells test files its address and key by environment. */
export async function start(shape) {
  const program = fileURLToPath(new URL('./registry.process.ts', import.meta.url));
  const typescript = new URL('../../../deploy/launcher/typescript.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', typescript, program, shape], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  process.env[`CAIRN_TEST_${shape.toUpperCase()}`] = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(line.toString().trim()));
    child.once('close', () => reject(new Error(`the ${shape} registry did not start; its reason is above`)));
  });
  globalThis.cairnRegistries = (globalThis.cairnRegistries ?? running).set(shape, child);
}

/** Ends it: it goes when its input does. */
export async function stop(shape) {
  const child = globalThis.cairnRegistries?.get(shape);
  if (!child || child.exitCode !== null) return;
  child.stdin.end();
  await once(child, 'close');
}
