import { stopWhenTold } from '@cairn/service';
import { banner } from './banner.js';
import { readRegistryConfig } from './config.js';
import { explain } from './explain.js';
import { seedOnce } from './seeding.js';
import { startEmbedded } from './start-embedded.js';

/** `npm start`: the whole registry in one process. */
const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const config = readRegistryConfig(process.argv.slice(2));
  const starting = startEmbedded(config);
  stopWhenTold(async () => {
    say('Stopping …');
    await (await starting).close();
    say('Stopped. The data stay.');
  }, say);
  const registry = await starting;
  say(await banner(registry, process.uptime() * 1000));
  if (config.seed) for (const line of await seedOnce(registry)) say(line);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
