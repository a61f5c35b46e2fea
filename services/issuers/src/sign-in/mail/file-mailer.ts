import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';
import type { Mail, Mailer } from './mailer.js';

/** For a registry without a mail server: each mail is a file that only its owner reads, and the terminal says where. */
export const fileMailer = (folder: string, log: Log): Mailer => ({
  async send({ to, subject, text }: Mail): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${newId()}.txt`);
    await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 });
    log.warn({ file }, 'a mail was written to a file, since no mail server is set (CAIRN_SMTP_URL)');
  },
});
