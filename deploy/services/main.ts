import { explain, readRegistryConfig } from '@cairn/embedded';
import { stopWhenTold } from '@cairn/service';
import { startServices } from './start-services.js';

/** `npm run services`: each service and the gateway as its own process, over HTTP and Kafka. The shape of production. */
const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const config = readRegistryConfig(process.argv.slice(2), { kafka: true });
  const services = startServices(config, say);
  stopWhenTold(async () => {
    say('Stopping …');
    await services.close();
    say('Stopped. The data stay.');
  }, say);
  say(await services.ready);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
