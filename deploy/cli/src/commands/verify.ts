import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type Connecting, connect, registryUrl } from '../config.js';
import { verifyCredential } from '../provider/verification.js';

interface Options extends Connecting {
  readonly asOf?: string;
  readonly recipient?: string;
  readonly offline?: boolean;
  readonly registry?: boolean;
  readonly json?: boolean;
}

/** The document could not be had, so nothing was checked. */
const exitNotRead = 3;
const exitOf = { VALID: 0, INVALID: 1, UNKNOWN: 2 } as const;

/** `cairn verify FILE|URL`: exit code 0 when VALID, 1 when INVALID, 2 when UNKNOWN, 3 when there was nothing to check. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description('Check any credential step by step, on this machine: JSON, tokens, PNG and SVG images, older badges, learner records.')
    .argument('<credential>', 'a file, or an https address')
    .option('--as-of <instant>', 'the instant asked about; default: now')
    .option('--recipient <email>', 'ask, too, whether it is about whom this e-mail address belongs to')
    .option('--offline', 'ask nobody; what only others know is UNKNOWN')
    .option('--registry', 'have the registry check it, which knows its own issuers best')
    .option('--json', 'print the answer as JSON')
    .action(async (credential: string, _own: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      await (options.registry || isOfRegistry(credential, options) ? askRegistry(credential, options) : checkHere(credential, options));
    });

/** What judges credentials is loaded only now: it takes longer than most other commands. */
async function checkHere(credential: string, { asOf, recipient, offline, json }: Options): Promise<void> {
  const { checkHere: check } = await import('../checking/check-here.js');
  const answer = await check(credential, {
    offline: offline ?? false,
    asOf: asOf === undefined ? undefined : instantOf(asOf),
    recipient: recipient === undefined ? undefined : [{ type: 'emailAddress', value: recipient }],
  });
  if ('fault' in answer) {
    process.stderr.write(`${answer.fault}\n`);
    process.exitCode = exitNotRead;
    return;
  }
  process.stdout.write(`${json ? JSON.stringify(answer.json, null, 2) : answer.text}\n`);
  process.exitCode = exitOf[answer.verdict];
}

function instantOf(text: string): Date {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new Error(`${text} is no instant, such as 2026-09-01 or 2026-09-01T12:00:00Z.`);
  return instant;
}

/** An address under the registry itself, which is asked by its graph and need not be public. */
const isOfRegistry = (credential: string, { url }: Options): boolean => credential.startsWith(`${registryUrl(url)}/`);

async function askRegistry(credential: string, options: Options): Promise<void> {
  // Whatever the file is, document, token or image: the registry finds out.
  const asked = isAddress(credential) ? { url: credential } : { file: (await readFile(credential)).toString('base64') };
  const result = await verifyCredential(connect(options), { ...asked, asOf: options.asOf });
  const lines = result.steps.map(({ step, outcome, code, message }) => `  ${outcome.padEnd(8)} ${step.padEnd(15)} ${code ? `${code}: ` : ''}${message}`);
  process.stdout.write(`${options.json ? JSON.stringify(result, null, 2) : [result.verdict, ...lines].join('\n')}\n`);
  process.exitCode = exitOf[result.verdict];
}

const isAddress = (credential: string): boolean => /^https?:\/\//.test(credential);
