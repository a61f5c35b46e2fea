import { type AuditProgramme, type CheckOutcome, loadSolver, readCaseFile, runAudit, runCases, type Solver } from '@cairn/requirements';
import { Command, CommanderError, Option } from 'commander';
import { type Document, documentsIn, filesOf } from './documents.js';

interface Options {
  readonly format: 'cases' | 'audit';
  readonly only?: string;
  readonly json?: boolean;
}

/** Nobody waits for a file as for a page: what is hard may take its time before it is told to be undecided. */
const solveSeconds = 5;

/** `npm run pathway-cases -- FILE_OR_DIR…`: a line for each check of case files, and how many passed (case-format.md, section 1). */
const program = new Command('pathway-cases')
  .description('Evaluates files of pathway cases by the evaluator of the registry. No network, no database, no clock.')
  .argument('<file-or-folder...>', 'JSON or JSON Lines, packed by gzip or not; folders are walked')
  .addOption(new Option('--format <format>', 'what the files hold').choices(['cases', 'audit']).default('cases'))
  .option('--only <regex>', 'only checks whose label matches')
  .option('--json', 'one object a line; the closing line goes to the standard error')
  .exitOverride()
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : 2;
}

async function run(paths: string[], { format, only, json }: Options): Promise<void> {
  const solver = await loadSolver(solveSeconds);
  const wanted = only === undefined ? null : new RegExp(only);
  let [passed, failed, read] = [0, 0, 0];
  for (const file of filesOf(paths))
    for (const document of documentsIn(file.path)) {
      if (!document.isUnreadable) read += 1;
      if (!file.isNamed && isOther(document)) {
        process.stdout.write(json ? `${JSON.stringify({ skipped: document.place })}\n` : `SKIP ${document.place}\n`);
        continue;
      }
      for (const outcome of outcomesOf(file.path, document, format, solver)) {
        if (wanted && !wanted.test(outcome.label)) continue;
        if (outcome.mismatches.length === 0) passed += 1;
        else failed += 1;
        process.stdout.write(json ? `${JSON.stringify({ ...outcome, passed: outcome.mismatches.length === 0 })}\n` : told(outcome));
      }
    }
  (json ? process.stderr : process.stdout).write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = read === 0 ? 2 : failed > 0 ? 1 : passed > 0 ? 0 : 2;
}

/** The checks of a document; what is no document, or stops being one on the way, is one check that failed. */
function* outcomesOf(path: string, { place, value, fault }: Document, format: Options['format'], solver: Solver): Generator<CheckOutcome> {
  if (fault !== undefined) return void (yield { label: place, mismatches: [fault] });
  try {
    if (format === 'audit') return yield* runAudit(path, value as AuditProgramme, solver);
    const document = readCaseFile(value);
    if (document.ok) yield* runCases(path, document.file, solver);
    else yield { label: place, mismatches: [document.fault] };
  } catch (error) {
    yield { label: place, mismatches: [`fault: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** JSON that holds no cases is no case file; in a folder it is passed over. */
function isOther({ value, fault }: Document): boolean {
  return fault === undefined && !(typeof value === 'object' && value !== null && 'cases' in value);
}

function told({ label, mismatches }: CheckOutcome): string {
  return mismatches.length === 0 ? `PASS ${label}\n` : `FAIL ${label}\n${mismatches.map((one) => `  ${one}\n`).join('')}`;
}
