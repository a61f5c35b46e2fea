import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { install } from './install.mjs';
import { root } from './place.mjs';
import { runTypeScript } from './run.mjs';
import { test } from './test.mjs';

/** Where the user typed the command; npm itself goes to the root. Paths on the command line mean this folder. */
const userFolder = process.env.INIT_CWD ?? process.cwd();

/** As express and graphql run fastest; whoever develops says otherwise in the environment. */
const env = { NODE_ENV: process.env.NODE_ENV ?? 'production' };

/** What each command runs: a TypeScript program under the pinned Node, or a function of ours. */
const commands = {
  start: program('deploy/embedded/src/main.ts', { flags: ['--disable-proto=delete'], env }),
  services: program('deploy/services/main.ts', { flags: ['--disable-proto=delete'], env }),
  cairn: program('deploy/cli/src/main.ts', { cwd: userFolder }),
  bench: program('test/bench/main.ts', { cwd: userFolder }),
  tour: program('deploy/cli/src/tour/main.ts', { cwd: userFolder }),
  'pathway-cases': program('deploy/cli/src/pathway-cases/main.ts', { cwd: userFolder }),
  compose: inTurn(program('gateway/src/compose.main.ts'), program('libs/events/src/asyncapi/write.main.ts'), program('libs/metrics/src/document/write.main.ts'), program('deploy/cli/src/analytics/hand-over/write.main.ts')),
  test,
  check,
};

/**
 * Installs what is missing, then runs the command.
 *
 * @returns the exit code
 */
export async function launch(name, args) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) {
    console.error(`Which command? One of: ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  const fault = await install();
  if (fault) {
    console.error(fault);
    return 1;
  }
  return command(args);
}

/** One after another, until one fails. */
function inTurn(...programs) {
  return async (args) => {
    for (const run of programs) {
      const code = await run(args);
      if (code !== 0) return code;
    }
    return 0;
  };
}

function program(file, options) {
  return (args) => {
    if (existsSync(join(root, file))) return runTypeScript(file, args, options);
    console.error(`This checkout has no ${file}.`);
    return 1;
  };
}
