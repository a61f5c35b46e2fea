import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ExchangeFormat, exchangeFormats, type Finding, formatOf, importPathways, unpack } from '@cairn/exchange';
import { Command, Option } from 'commander';

interface Options {
  readonly format?: ExchangeFormat;
  readonly all?: boolean;
  readonly json?: boolean;
}

const exitRefused = 2;

/** `cairn pathway import FILE…`: exit code 0 when every document was read, 2 when one was refused. */
export const pathwayCommand = (): Command =>
  new Command('pathway').description('Pathways as others write them down.').addCommand(
    new Command('import')
      .description('Tell what importing documents would make of them, on this machine: CTDL, Badgr, learning paths; also .gz, .tar and .tar.gz.')
      .argument('<file...>', 'documents or archives')
      .addOption(new Option('--format <form>', 'their form; default: what they look like').choices(exchangeFormats))
      .option('--all', 'tell every construct, also what means the same here')
      .option('--json', 'print pathways, reports and references as JSON')
      .action(async (files: string[], _own: unknown, command: Command) => {
        const options: Options = command.opts();
        for (const file of files) await tell(file, options);
      }),
  );

async function tell(file: string, { format, all, json }: Options): Promise<void> {
  for (const document of unpack(basename(file), await readFile(file))) {
    const form = format ?? (document.ok ? formatOf(document.text) : null);
    if (document.ok && form === null) {
      say(`${document.name}: looks like no form that is known`);
      continue;
    }
    const imported = document.ok && form !== null ? importPathways(document.text, form) : document;
    if (!imported.ok || !('pathways' in imported)) process.exitCode = exitRefused;
    if (json) say(JSON.stringify({ document: document.name, format: form, ...imported }, null, 2));
    else if (!imported.ok) say(`${document.name}: ${imported.refusal.code}: ${imported.refusal.message}${imported.refusal.at === '' ? '' : ` (${imported.refusal.at})`}`);
    else if ('pathways' in imported) {
      say(`${document.name} (${form}): ${imported.pathways.length === 1 ? 'one pathway' : `${imported.pathways.length} pathways`}`);
      tellFindings(imported.report, all ?? false);
      for (const { title, source, report, references } of imported.pathways) {
        say(`  ${title ?? source}: ${countOf(report)}; ${references.length} to be bound`);
        tellFindings(report, all ?? false);
      }
    }
  }
}

function tellFindings(report: readonly Finding[], all: boolean): void {
  for (const { outcome, construct, note } of report) if (all || outcome !== 'MAPPED') say(`    ${outcome.padEnd(13)}${construct === '' ? '' : `${construct}: `}${note}`);
}

function countOf(report: readonly Finding[]): string {
  const outcomes = ['MAPPED', 'APPROXIMATED', 'REFUSED'] as const;
  return outcomes.map((outcome) => `${report.filter((finding) => finding.outcome === outcome).length} ${outcome.toLowerCase()}`).join(', ');
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
