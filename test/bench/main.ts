import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Effort, Figure, Report } from './figure.js';
import { access } from './access/suite.js';
import { analytics } from './analytics/suite.js';
import { credentials } from './credentials/suite.js';
import { house } from './house/suite.js';
import { pathways } from './pathways/suite.js';
import { review } from './review/suite.js';
import { sync } from './sync/suite.js';

const suites: Record<string, (effort: Effort, only: readonly string[]) => Promise<Report>> = { house, access, review, credentials, pathways, sync, analytics };

/** `npm run bench -- <suite> [--json] [--quick] [--only PART]… [--data FOLDER]`. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string', multiple: true }, data: { type: 'string' } },
});
const [name = 'house'] = positionals;
const suite = suites[name];
if (!suite) {
  console.error(`Which suite? One of: ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

const report = await suite({ quick: values.quick ?? false, data: values.data && resolve(values.data), say: (text) => console.error(text) }, values.only ?? []);
if (values.json) console.log(JSON.stringify(report, null, 2));
else for (const figure of report.figures) console.log(line(figure));
process.exit(0);

function line({ name: figure, value, unit, goal, ok, note }: Figure): string {
  return `${ok ? '✓' : '✗'} ${figure.padEnd(30)} ${String(value).padStart(10)} ${unit} (goal ${goal})${note ? `  ${note}` : ''}`;
}
