import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type Connecting, connect } from '../config.js';
import { verifyCredential } from '../provider/verification.js';

interface Options extends Connecting {
  readonly asOf?: string;
  readonly json?: boolean;
}

/** `cairn verify FILE|URL`: exit code 0 when VALID, 1 when INVALID, 2 when UNKNOWN. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description('Check a credential step by step.')
    .argument('<credential>', 'a JSON file, or the public address of a credential of this registry')
    .option('--as-of <instant>', 'the instant asked about')
    .option('--json', 'print the answer as JSON')
    .action(async (credential: string, _own: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const isAddress = /^https?:\/\//.test(credential);
      const document: unknown = isAddress ? undefined : JSON.parse(await readFile(credential, 'utf8'));
      const result = await verifyCredential(connect(options), { ...(isAddress ? { url: credential } : { document }), asOf: options.asOf });
      const lines = result.steps.map(({ step, outcome, code, message }) => `  ${outcome.padEnd(8)} ${step.padEnd(15)} ${code ? `${code}: ` : ''}${message}`);
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${[result.verdict, ...lines].join('\n')}\n`);
      process.exitCode = { VALID: 0, INVALID: 1, UNKNOWN: 2 }[result.verdict];
    });
