import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clickhouseText } from './clickhouse.js';
import { dbtPackage } from './dbt-package.js';

const root = fileURLToPath(new URL('../../../../analytics', import.meta.url));

/** Part of `npm run compose`: writes what deploy/analytics has of the catalogue. With `--check` it writes nothing, and ends with 1 when a file differs. */
function run(check: boolean): number {
  const files = [...[...dbtPackage()].map(([path, text]) => [join('dbt', path), text] as const), ['clickhouse/tables.sql', clickhouseText()] as const];
  const differing = files.filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);
  for (const [path, text] of differing) {
    if (check) console.error(`${join(root, path)} is not what the catalogue yields: run \`npm run compose\`.`);
    else write(join(root, path), text);
  }
  return check && differing.length > 0 ? 1 : 0;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

process.exitCode = run(process.argv.includes('--check'));
