import { OpaqueTokens, Statements } from '@cairn/access';
import { keepOutOfLogs, logLostPromises, openLog, systemClock } from '@cairn/telemetry';
import { openEventBus } from './event-bus.js';
import { readServiceConfig, type ServiceConfig } from './config.js';
import type { Platform } from './platform.js';
import type { ServiceApp } from './service.js';
import { SettingsFault } from './settings.js';
import { stopWhenTold } from './stop.js';

/**
 * A service as a process of its own: settings, platform, application, listen. Prints one line of JSON with its address
 * when it answers, and ends in order when told to.
 *
 * @param started runs once the application stands and before it listens
 */
export async function runService<App extends ServiceApp>(
  name: string,
  create: (config: ServiceConfig, platform: Platform) => Promise<App>,
  started: (app: App) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  try {
    await run(name, create, started);
  } catch (error) {
    if (!(error instanceof SettingsFault)) throw error;
    process.stderr.write(`${name} cannot start with these settings:\n${error.faults.map((fault) => `  ${fault}\n`).join('')}`);
    process.exitCode = 1;
  }
}

async function run<App extends ServiceApp>(
  name: string,
  create: (config: ServiceConfig, platform: Platform) => Promise<App>,
  started: (app: App) => Promise<void>,
): Promise<void> {
  const config = readServiceConfig(name);
  const texts = (bytes: Buffer) => (['base64url', 'base64', 'hex'] as const).map((form) => bytes.toString(form));
  keepOutOfLogs(...[config.statementSecret, config.tokenSecret, config.keySecret].flatMap(texts));
  const log = openLog(name, config.logLevel);
  logLostPromises(log);
  const bus = await openEventBus(name, config.bus, log);
  const platform: Platform = {
    bus,
    log,
    clock: systemClock,
    tokens: new OpaqueTokens(config.tokenSecret),
    statements: new Statements(config.statementSecret),
    keySecret: config.keySecret,
    publicUrl: config.publicUrl,
    filesDir: config.filesDir,
  };
  const app = await create(config, platform);
  await started(app);
  const server = await app.listen(config.port, config.host);
  stopWhenTold(async () => {
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
    await app.close();
    await bus.close();
  });
  log.info({ address: server.address() }, 'listening');
}
