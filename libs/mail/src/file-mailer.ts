import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';
import { type Mail, type Mailer, MailRefused } from './mailer.js';

/** For a registry without a mail server: each mail is a file that only its owner reads, and the terminal says where the first one is. */
export function fileMailer(folder: string, log: Log): Mailer {
  let told = false;
  return {
    async send({ to, subject, text }: Mail): Promise<void> {
      const file = join(folder, `${newId()}.txt`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 });
      } catch (error) {
        // Half a mail is none.
        await rm(file, { force: true }).catch(() => undefined);
        throw new MailRefused(true, (error as NodeJS.ErrnoException).code ?? 'EIO');
      }
      log[told ? 'info' : 'warn']({ file }, 'a mail was written to a file, since no mail server is set (CAIRN_SMTP_URL)');
      told = true;
    },
  };
}
