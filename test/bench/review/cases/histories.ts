import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Effort, exactly, type Figure, type Run } from '../../figure.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Random histories of cases against the machine and the rules of who decides; the model stands beside them, and says what it found. */
export async function historyFigures({ say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  say('histories: 10,000 at random');
  const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js', '--selectProjects', 'rules', '--', 'submission-histories', 'appeal-machine', 'misconduct-machine'], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [jest.stdout, jest.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(jest, 'close');
  const [, passed = '', failed = ''] = /(\d+) passed, (\d+) failed/.exec(said) ?? [];
  if (Number(passed) === 0) throw new Error(`the histories were not run: ${said.slice(-600)}`);
  return { figures: [{ ...exactly('state_machine_violations', Number(failed), 'rules', 0), note: `${passed} rules held over 10,000 histories` }], runs: [] };
}
