import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metricsDocument } from './metrics-document.js';

const file = fileURLToPath(new URL('../../../../docs/metrics.md', import.meta.url));

/** Part of `npm run compose`: writes docs/metrics.md. With `--check` it writes nothing, and ends with 1 when the file differs. */
function run(check: boolean): number {
  const text = metricsDocument();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return 0;
  if (check) console.error(`${file} is not what libs/metrics yields: run \`npm run compose\`.`);
  else writeFileSync(file, text);
  return check ? 1 : 0;
}

process.exitCode = run(process.argv.includes('--check'));
