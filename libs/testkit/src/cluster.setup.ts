import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Jest's global set-up: one PostgreSQL cluster for all database specs of a run, in a process that ends with us even
 * when we are killed. It imports nothing of ours, since Jest loads it outside its module resolution.
 */
export default async function setUp(): Promise<void> {
  if (process.env.CAIRN_TEST_CLUSTER) return;
  const program = fileURLToPath(new URL('./cluster.process.ts', import.meta.url));
  const typescript = fileURLToPath(new URL('../../../deploy/launcher/typescript.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--import', typescript, program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  process.env.CAIRN_TEST_CLUSTER = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('close', () => reject(new Error('the test cluster did not start; its reason is above')));
  });
  (globalThis as { cairnTestCluster?: ChildProcess }).cairnTestCluster = child;
}
