import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Shape = 'embedded' | 'services';

/**
 * Jest's global set-up of the graph projects: one registry, in the shape of the project, for all its stories. It imports
 * nothing of ours, since Jest loads it outside its module resolution.
 */
export default async function setUp(_config: unknown, project: { globals: { cairnShape?: Shape } }): Promise<void> {
  const shape = project.globals.cairnShape ?? 'embedded';
  const program = fileURLToPath(new URL('./registry.process.ts', import.meta.url));
  const typescript = new URL('../../../deploy/launcher/typescript.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', typescript, program, shape], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  process.env[`CAIRN_TEST_${shape.toUpperCase()}`] = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('close', () => reject(new Error(`the ${shape} registry did not start; its reason is above`)));
  });
  const running = globalThis as { cairnTestRegistries?: Partial<Record<Shape, ChildProcess>> };
  running.cairnTestRegistries = { ...running.cairnTestRegistries, [shape]: child };
}
