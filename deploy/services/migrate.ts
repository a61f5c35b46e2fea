import { explain, openDatabases, registeredServices } from '@cairn/embedded';
import { readMigrateConfig } from './config.js';

/** Makes the roles and databases of the five services and brings them up to date; then ends. Run before the services. */
try {
  const { adminUrl, password } = readMigrateConfig();
  const opened = await openDatabases(adminUrl, password, registeredServices);
  process.stdout.write(`Up to date: ${[...opened.keys()].join(', ')}.\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
