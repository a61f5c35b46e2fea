import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { figureSql, metricCatalogue, type MetricId, questionFaults, versionedId } from '@cairn/metrics';
import { Command } from 'commander';
import { tableText } from '../terminal/table.js';
import { answerText, rowsText } from './answer-text.js';
import type { Duck } from './duckdb.js';
import { figureAnswer } from './figure-answer.js';
import { openExport, type OpenedExport, writeDatabase } from './open-export.js';
import { list, metricId, type QuestionOptions, questionOf, whole, withQuestion } from './question-options.js';
import { today, yesterday } from './days.js';

interface Reading {
  readonly at: string;
  readonly tenant?: readonly string[];
  readonly json?: boolean;
  readonly threads?: number;
  readonly memory?: string;
  readonly patience?: number;
}

interface Comparing {
  readonly of?: MetricId;
  readonly reference?: string;
}

/** `cairn analytics list`. */
export const listCommand = (): Command =>
  new Command('list').description('The metrics of the catalogue; docs/metrics.md says what they mean.').action(() => {
    const rows = metricCatalogue.map((metric) => [versionedId(metric), metric.title, metric.window?.days.join(', ') ?? '', metric.dimensions.join(', ')]);
    process.stdout.write(`${tableText(['metric', 'title', 'windows', 'dimensions'], rows)}\n`);
  });

/** `cairn analytics sql M1 --window 365`. */
export const sqlCommand = (): Command =>
  withQuestion(new Command('sql'))
    .description('The SQL of a figure, for PostgreSQL and DuckDB alike, and the values of its places.')
    .action((metric: MetricId, options: QuestionOptions) => {
      const question = questionOf(metric, options, yesterday(today()));
      const [fault] = questionFaults(question);
      if (fault) throw new Error(fault.message);
      const { text, values } = figureSql(question);
      process.stdout.write(`${values.map((value, at) => `-- $${at + 1} = ${JSON.stringify(value)}`).join('\n')}\n${text}`);
    });

/** `cairn analytics run M1 --at DIR --window 365`. */
export const figureCommand = (): Command =>
  withReading(withQuestion(new Command('run')))
    .description('A figure of the catalogue, by DuckDB over an export.')
    .option('--of <metric>', 'the rate that groups are compared by (M14)', metricId)
    .option('--reference <group>', 'the group that the others are compared to (M14)')
    .action((metric: MetricId, options: QuestionOptions & Reading & Comparing) =>
      reading(options, async ({ duck, observationEnd }) => {
        const { of, reference, json } = options;
        const answer = await figureAnswer(duck, questionOf(metric, options, observationEnd), of && reference !== undefined ? { of, reference } : undefined);
        process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : `${answerText(answer)}\n`);
      }),
    );

/** `cairn analytics query FILE --at DIR`. */
export const queryCommand = (): Command =>
  withReading(new Command('query'))
    .description('SQL of your own, by DuckDB over an export. It can read the export and nothing else.')
    .argument('<file>', 'a file of SQL, or - for what comes in')
    .action((file: string, options: Reading) =>
      reading(options, async ({ duck }) => {
        const text = file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
        process.stdout.write(await told(duck, text, options.json ?? false));
      }),
    );

/** `cairn analytics database --at DIR --to FILE`. */
export const databaseCommand = (): Command =>
  new Command('database')
    .description('Write a DuckDB file with a view for each fact of an export, for dbt and other tools.')
    .requiredOption('--at <folder>', 'the folder of the export')
    .requiredOption('--to <file>', 'the file, replaced in one step')
    .option('--tenant <ids>', 'only of these tenants; else all of the folder', list)
    .action(async ({ at, to, tenant }: { readonly at: string; readonly to: string; readonly tenant?: readonly string[] }) => {
      await writeDatabase(at, to, tenant);
      process.stdout.write(`${to} reads the export in ${at}; write it again after the next one.\n`);
    });

async function told(duck: Duck, text: string, json: boolean): Promise<string> {
  const rows = await duck.rows(text);
  return json ? `${JSON.stringify(rows, null, 2)}\n` : `${rowsText(Object.keys(rows[0] ?? {}), rows)}\n`;
}

const withReading = (command: Command): Command =>
  command
    .requiredOption('--at <folder>', 'the folder of the export')
    .option('--tenant <ids>', 'only of these tenants; else all of the folder', list)
    .option('--threads <n>', 'threads of DuckDB', whole, 2)
    .option('--memory <size>', 'memory of DuckDB', '2GB')
    .option('--patience <seconds>', 'how long a query may take', whole, 30)
    .option('--json', 'print JSON');

async function reading({ at, tenant, threads, memory, patience = 30 }: Reading, work: (opened: OpenedExport) => Promise<void>): Promise<void> {
  const opened = await openExport(at, { ...(tenant && { tenants: tenant }), threads, memory, patienceMs: patience * 1_000 });
  try {
    await work(opened);
  } finally {
    opened.duck.close();
  }
}
