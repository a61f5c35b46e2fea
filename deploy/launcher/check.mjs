import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { modules, pinnedNode, root } from './place.mjs';
import { printLargest } from './sizes.mjs';

const bin = (file, ...args) => [pinnedNode, join(modules, file), ...args];
const typescript = pathToFileURL(join(import.meta.dirname, 'typescript.mjs')).href;

const steps = [
  ['types generated from the schemas', bin('@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.ts', '--silent')],
  ['composition without errors and hints', [pinnedNode, '--import', typescript, 'gateway/src/compose.main.ts', '--check']],
  ['the document of the events is current', [pinnedNode, '--import', typescript, 'libs/events/src/asyncapi/write.main.ts', '--check']],
  ['the document of the figures is current', [pinnedNode, '--import', typescript, 'libs/metrics/src/document/write.main.ts', '--check']],
  ['what is handed over to analysts is current', [pinnedNode, '--import', typescript, 'deploy/cli/src/analytics/hand-over/write.main.ts', '--check']],
  ['types', bin('typescript/bin/tsc', '-p', 'tsconfig.json')],
  ['lint', bin('nx/dist/bin/nx.js', 'run-many', '-t', 'lint', '--outputStyle=static')],
  ['architecture', bin('jest/bin/jest.js', '--selectProjects', 'text', '--', 'test/architecture')],
  ['committed schemas are current', ['git', 'diff', '--exit-code', '--', 'gateway']],
];

/** Everything that can be said about the tree without running it. Every step runs, whatever became of the one before. */
export function check() {
  const failed = steps.filter(([name, [program, ...args]]) => !passes(name, program, args));
  printLargest();
  console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(([name]) => name).join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

function passes(name, program, args) {
  const from = Date.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NODE_OPTIONS: '--no-warnings' },
  });
  const good = status === 0;
  console.log(`${good ? '✓' : '✗'} ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  if (!good) console.log(`${stdout ?? ''}${stderr ?? ''}`.trimEnd());
  return good;
}
