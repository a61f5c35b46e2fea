import { resolve } from 'node:path';
import { Command } from 'commander';
import { Terminal } from '../terminal/terminal.js';
import { analystStory } from './analyst-story.js';
import { dataScene } from './data-scene.js';
import { demoScene } from './demo-scene.js';
import { frontEndStory } from './front-end-story.js';
import { startOwnRegistry } from './own-registry.js';
import { partnerStory } from './partner-story.js';
import { checkText, stepText } from './print.js';
import { providerStory } from './provider-story.js';
import { Telling, type Tour } from './story.js';

/** `npm run tour [-- --data DIR] [--json]`: one story for each kind of user, on an empty registry of its own. */
const program = new Command('tour')
  .description('Show what each kind of user gets, with real answers.')
  .option('--data <folder>', 'folder with oulad/ and freecodecamp/; left out: invented providers')
  .option('--json', 'print one JSON document: stories and checks')
  .action((options: Options) => run(options));

interface Options {
  readonly data?: string;
  readonly json?: boolean;
}

async function run({ data, json }: Options): Promise<void> {
  const say = (text: string) => void (json ? undefined : process.stdout.write(`${text}\n`));
  let user = '';
  const telling = new Telling((who, step) => {
    if (who !== user) say(`\n${who}`);
    user = who;
    say(stepText(step));
  });
  await tell(telling, data, say);
  const { stories, checks } = telling;
  say(`\nchecks\n${checks.map(checkText).join('\n')}`);
  if (json) process.stdout.write(`${JSON.stringify({ stories, checks } satisfies Tour, null, 2)}\n`);
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function tell(telling: Telling, data: string | undefined, say: (text: string) => void): Promise<void> {
  const registry = await startOwnRegistry();
  const leave = () => void registry.stop().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  try {
    say(`A registry of its own at ${registry.url}; ${data ? 'importing two public data sets' : 'writing the demo'} …`);
    const scene = data ? await dataScene(registry, resolve(data), new Terminal()) : await demoScene(registry);
    await providerStory(scene, telling);
    await analystStory(scene, telling);
    await partnerStory(scene, registry.folder, telling);
    await frontEndStory(scene, telling);
  } finally {
    await registry.stop();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
