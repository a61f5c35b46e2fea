import { stopWhenTold } from '@cairn/service';
import { logLostPromises, openLog } from '@cairn/telemetry';
import { banner } from './banner.js';
import { readRegistryConfig } from './config.js';
import { explain } from './explain.js';
import { seedOnce } from './seeding.js';
import { type EmbeddedRegistry, startEmbedded } from './start-embedded.js';

/** `npm start`: the whole registry in one process. */
const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const config = readRegistryConfig(process.argv.slice(2));
  logLostPromises(openLog('cairn', config.logLevel));
  const starting = startEmbedded(config);
  stopWhenTold(async () => {
    say('Stopping …');
    await (await starting).close();
    say('Stopped. The data stay.');
  }, say);
  const registry = await starting;
  say(await banner(registry, process.uptime() * 1000));
  if (config.seed) await writeDemo(registry);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** In the background of a registry that answers already; a demo that fails is tried again at the next start. */
async function writeDemo(registry: EmbeddedRegistry): Promise<void> {
  try {
    for (const line of await seedOnce(registry)) say(line);
  } catch (error) {
    process.stderr.write(`The demo could not be written: ${(error as Error).message}\n`);
  }
}
