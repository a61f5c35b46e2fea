import { Statements } from '@cairn/access';
import { keepOutOfLogs, logLostPromises, openLog, systemClock } from '@cairn/telemetry';
import { createGatewayApp } from './app.js';
import { readGatewaySettings } from './config.js';

/** The gateway as a process of its own: settings, listen, and an orderly end. */
async function run(): Promise<void> {
  const settings = readGatewaySettings();
  keepOutOfLogs(settings.statementSecret.toString('base64url'), settings.statementSecret.toString('base64'));
  const log = openLog('gateway', settings.logLevel);
  logLostPromises(log);
  const statements = new Statements(settings.statementSecret);
  const gateway = await createGatewayApp(settings, { statements, log, clock: systemClock, publicUrl: settings.publicUrl });
  const server = await gateway.listen(settings.port, settings.host);
  log.info({ address: server.address() }, 'listening');
  const stop = () => {
    server.close(() => void gateway.close());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
