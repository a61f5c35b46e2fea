import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { exportSkills, importSkills, type SkillFormat, type SkillJob } from '@cairn/client';
import { Command, Option } from 'commander';
import { type Connecting, connect } from '../config.js';
import { Terminal } from '../terminal/terminal.js';

const formats: Readonly<Record<string, SkillFormat>> = { case: 'CASE', 'ctdl-asn': 'CTDL_ASN', esco: 'ESCO' };

interface ImportOptions extends Connecting {
  readonly format: string;
  readonly adopt?: boolean;
  readonly uri?: string;
  readonly title?: string;
  readonly language?: string;
  readonly json?: boolean;
}

interface ExportOptions extends Connecting {
  readonly format: string;
  readonly to?: string;
}

/** `cairn skills import FILE… --format case|ctdl-asn|esco [--adopt]`, `cairn skills export FRAMEWORK --format case|ctdl-asn`. */
export const skillsCommand = (): Command =>
  new Command('skills')
    .description('Frameworks of skills: CASE 1.1, CTDL-ASN, ESCO.')
    .addCommand(
      new Command('import')
        .argument('<file...>', 'a CFPackage, a JSON-LD graph, or tables of ESCO that make one framework; packed by gzip or not')
        .addOption(new Option('--format <form>', 'form of the files').choices(Object.keys(formats)).makeOptionMandatory())
        .option('--adopt', 'bring it before everybody when it is complete')
        .option('--uri <address>', 'address of the framework (ESCO)')
        .option('--title <title>', 'title of the framework (ESCO)')
        .option('--language <tag>', 'language of the files (ESCO)')
        .option('--json', 'print the report as JSON')
        .action(async (files: string[], _own: unknown, command: Command) => importFiles(files, command.optsWithGlobals<ImportOptions>())),
    )
    .addCommand(
      new Command('export')
        .argument('<framework>', 'id (skf_…) or address of a framework that is adopted')
        .addOption(new Option('--format <form>', 'form of the document').choices(['case', 'ctdl-asn']).default('case'))
        .option('--to <file>', 'write it there instead of to the standard output')
        .action(async (framework: string, _own: unknown, command: Command) => {
          const { format, to, ...connecting } = command.optsWithGlobals<ExportOptions>();
          const document = await exportSkills(connect(connecting), framework, format === 'case' ? 'CASE' : 'CTDL_ASN');
          if (to === undefined) process.stdout.write(`${document}\n`);
          else await writeFile(to, document);
        }),
    );

async function importFiles(files: readonly string[], { format, adopt, uri, title, language, json, ...connecting }: ImportOptions): Promise<void> {
  const terminal = new Terminal();
  const contents = await Promise.all(files.map(contentOf));
  const job = await importSkills(connect(connecting), contents, {
    format: formats[format] ?? 'CASE',
    adopt: adopt ?? false,
    uri,
    title,
    language,
    uploading: terminal.bar('uploading'),
    importing: terminal.bar('importing'),
  });
  terminal.clear();
  process.stdout.write(`${json ? JSON.stringify(job, null, 2) : told(job)}\n`);
  if (job.state === 'FAILED') process.exitCode = 1;
}

function told({ state, unchanged, generation, framework, report, faults }: SkillJob): string {
  if (state === 'FAILED') return ['FAILED', ...faults.map(({ code, place, message }) => `  ${code}${place === null ? '' : ` at ${place}`}: ${message}`)].join('\n');
  const name = framework ? `${framework.title.text} (${framework.id}, ${framework.state})` : '';
  const outcome = unchanged ? `generation ${generation}, unchanged` : `generation ${generation}`;
  const associations = (report?.associations ?? []).map(({ kind, count }) => `${count} ${kind}`).join(', ');
  return [
    `${name}: ${outcome}`,
    `  ${report?.skills ?? 0} skills${associations === '' ? '' : `; ${associations}`}; ${report?.rubrics ?? 0} rubrics`,
    ...(report?.unmapped ?? []).map(({ what, count, example }) => `  not mapped: ${what} (${count}, first at ${example})`),
    ...(report && report.missingParentCount > 0 ? [`  parents not in the files: ${report.missingParentCount}, first ${report.missingParents[0]?.parent ?? ''}`] : []),
  ].join('\n');
}

async function contentOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
