import { Command } from 'commander';
import { whole } from '../analytics/question-options.js';
import { type Connecting, connect } from '../config.js';
import { importFreecodecamp } from '../freecodecamp/import-freecodecamp.js';
import { importOulad } from '../oulad/import-oulad.js';
import type { Report } from '../provider/tally.js';
import { reportText } from '../terminal/report-text.js';
import { Terminal } from '../terminal/terminal.js';

interface Options extends Connecting {
  readonly json?: boolean;
}

/** `cairn import oulad DIR`, `cairn import freecodecamp FILE`. */
export const importCommand = (): Command =>
  new Command('import')
    .description('Turn a public data set into issuers, achievements, pathways, earners, awards and enrolments.')
    .addCommand(
      new Command('oulad')
        .argument('<folder>', 'folder of courses, studentInfo and studentRegistration (.csv or .csv.gz)')
        .option('--disorder <seed>', 'rows in an order of chance, and every tenth award first made in error: figures must not change by it', whole)
        .option('--json', 'print the report as JSON')
        .action(async (folder: string, _own: unknown, command: Command) => {
          const options: Options & { readonly disorder?: number } = command.optsWithGlobals();
          const { disorder } = options;
          tell((await importOulad(connect(options), folder, { terminal: new Terminal(), ...(disorder !== undefined && { disorder }) })).tally.report, options);
        }),
    )
    .addCommand(
      new Command('freecodecamp')
        .argument('<file>', 'the curriculum as JSON, packed or not')
        .option('--json', 'print the report as JSON')
        .action(async (file: string, _own: unknown, command: Command) => {
          const options: Options = command.optsWithGlobals();
          tell((await importFreecodecamp(connect(options), file, new Terminal())).tally.report, options);
        }),
    );

function tell(report: Report, { json }: Options): void {
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : reportText(report)}\n`);
  if (Object.values(report).some(({ refused }) => refused > 0)) process.exitCode = 1;
}
