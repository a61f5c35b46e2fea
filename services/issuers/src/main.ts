import { writeFile } from 'node:fs/promises';
import { runService } from '@cairn/service';
import { createIssuersApp } from './app.js';
import { readIssuersSettings } from './config.js';

await runService('issuers', createIssuersApp, async (app) => {
  const { bootstrapKeyFile } = readIssuersSettings();
  const made = await app.ensureOperator();
  if (!made) return;
  if (bootstrapKeyFile) await writeFile(bootstrapKeyFile, `${made.key}\n`, { mode: 0o600, flush: true });
  else process.stdout.write(`The operator's key, shown once: ${made.key}\n`);
});
