import { Statements } from '@cairn/access';
import { keepOutOfLogs, logLostPromises, openLog, systemClock } from '@cairn/telemetry';
import { createGatewayApp } from '../app.js';
import { readGatewaySettings } from '../config.js';

/** The gateway as a process that listens to nobody and runs background queries, beside gateways with `CAIRN_BULK_QUERIES=elsewhere`. */
async function run(): Promise<void> {
  const settings = readGatewaySettings();
  keepOutOfLogs(settings.statementSecret.toString('base64url'), settings.statementSecret.toString('base64'));
  const log = openLog('bulk', settings.logLevel);
  logLostPromises(log);
  const statements = new Statements(settings.statementSecret);
  const app = await createGatewayApp({ ...settings, runsBulkQueries: true }, { statements, log, clock: systemClock, publicUrl: settings.publicUrl });
  log.info('running background queries');
  const stop = () => void app.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
