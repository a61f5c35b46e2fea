import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { importFile, resultLines } from '@cairn/client';
import { Command, InvalidArgumentError } from 'commander';
import { type Connecting, connect } from '../config.js';
import { readDropAddress } from '../drop-folder/address.js';
import { pull } from '../drop-folder/pull.js';
import { openSftpFolder, type SftpTrust } from '../drop-folder/sftp-folder.js';
import { tableText } from '../terminal/table.js';
import { Terminal } from '../terminal/terminal.js';

interface Options extends Connecting {
  readonly hostKey?: string;
  readonly identity?: string;
  readonly passwordFile?: string;
  readonly rest: number;
  readonly marker?: boolean;
  readonly allOrNothing?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `cairn pull sftp://user@host/folder`. */
export const pullCommand = (): Command =>
  new Command('pull')
    .description('Import the files that a partner drops into a folder of an SFTP host. Run it again, as often as you like: the same lines again change nothing.')
    .argument('<address>', 'sftp://user@host:port/folder; /~/folder from where the user begins')
    .option('--host-key <fingerprint>', 'SHA256:… of the host, as ssh-keygen -lf prints it (CAIRN_SFTP_HOST_KEY)')
    .option('--identity <file>', 'private key (CAIRN_SFTP_IDENTITY; its passphrase in CAIRN_SFTP_PASSPHRASE)')
    .option('--password-file <file>', 'password, where there is no key (or CAIRN_SFTP_PASSWORD)')
    .option('--marker', 'take only files with a FILE.done beside them, which may state the SHA-256 of the file')
    .option('--rest <seconds>', 'without markers: take files that nobody has written to for so long', seconds, 10)
    .option('--all-or-nothing', 'write nothing of a file with a line that is refused')
    .option('--dry-run', 'check every line, write nothing, move no file')
    .option('--json', 'print what became of each file as JSON')
    .action(async (address: string, _own: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const folder = await openSftpFolder(readDropAddress(address), await trustOf(options));
      const client = connect(options);
      const terminal = new Terminal();
      const mode = options.allOrNothing ? 'ALL_OR_NOTHING' : 'BEST_EFFORT';
      try {
        const pulled = await pull(
          folder,
          {
            start: ({ name, kind, format }, content, asked) => importFile(client, kind, content, { format, mode, ...asked, uploading: terminal.bar(name), importing: terminal.bar(name) }),
            lines: (job) => resultLines(client, job),
          },
          {
            completeness: options.marker ? { by: 'MARKER' } : { by: 'REST', seconds: options.rest },
            dryRun: options.dryRun ?? false,
            now: () => new Date(),
            pause: (ms) => pause(ms),
          },
        );
        terminal.clear();
        if (options.json) process.stdout.write(`${JSON.stringify(pulled, null, 2)}\n`);
        else if (pulled.length === 0) process.stdout.write('Nothing new.\n');
        else process.stdout.write(`${tableText(['file', 'outcome', 'created', 'replaced', 'unchanged', 'refused', ''], pulled.map(({ name, outcome, job, message = '' }) => [name, outcome, job?.created ?? 0, job?.replaced ?? 0, job?.unchanged ?? 0, job?.failed ?? 0, message]))}\n`);
        if (pulled.some(({ outcome }) => outcome !== 'IMPORTED' && outcome !== 'NOT_COMPLETE')) process.exitCode = 1;
      } finally {
        await folder.close();
      }
    });

async function trustOf({ hostKey = process.env.CAIRN_SFTP_HOST_KEY, identity = process.env.CAIRN_SFTP_IDENTITY, passwordFile }: Options): Promise<SftpTrust> {
  if (!hostKey?.startsWith('SHA256:')) throw new Error('Pin the key of the host: --host-key SHA256:…, as ssh-keygen -lf prints it.');
  if (identity) {
    const { CAIRN_SFTP_PASSPHRASE: passphrase } = process.env;
    return { hostKey, privateKey: await readFile(identity, 'utf8'), ...(passphrase !== undefined && { passphrase }) };
  }
  const password = passwordFile ? (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/, '') : process.env.CAIRN_SFTP_PASSWORD;
  if (!password) throw new Error('Say how the host knows you: --identity FILE, --password-file FILE or CAIRN_SFTP_PASSWORD.');
  return { hostKey, password };
}

function seconds(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('A whole number of seconds.');
  return Number(text);
}
