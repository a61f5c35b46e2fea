import { parseArgs } from 'node:util';
import type { Effort, Report } from './figure.js';
import { house } from './house/suite.js';

const suites: Record<string, (effort: Effort, only: readonly string[]) => Promise<Report>> = { house };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});
const [name = 'house'] = positionals;
const suite = suites[name];
if (!suite) {
  console.error(`Which suite? One of: ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

const report = await suite({ quick: values.quick ?? false, say: (text) => console.error(text) }, values.only ?? []);
if (values.json) console.log(JSON.stringify(report, null, 2));
else for (const { name: figure, value, unit, goal, ok } of report.figures) console.log(`${ok ? '✓' : '✗'} ${figure.padEnd(30)} ${String(value).padStart(10)} ${unit} (goal ${goal})`);
process.exit(0);
