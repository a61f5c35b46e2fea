import { type Environment, readSettings, SettingsFault } from '@cairn/service';
import { z } from 'zod';

/** How mail leaves, for every service that sends any. */
export interface MailSettings {
  /** The server that sends mail; null: mail is written to files. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** Folder for mail that is written to files; null: `mail`, beside the folder for uploads. */
  readonly mailDir: string | null;
}

const settings = {
  CAIRN_SMTP_URL: z.string().regex(/^smtps?:\/\/./, 'must be an smtp:// or smtps:// address').optional(),
  CAIRN_MAIL_FROM: z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address').optional(),
  CAIRN_MAIL_DIR: z.string().optional(),
};

/** Throws SettingsFault, all faults at once. */
export function readMailSettings(env: Environment = process.env): MailSettings {
  const { CAIRN_SMTP_URL: url, CAIRN_MAIL_FROM: from, CAIRN_MAIL_DIR: dir } = readSettings(settings, env);
  if (url && !from) throw new SettingsFault(['CAIRN_MAIL_FROM must be set together with CAIRN_SMTP_URL.']);
  return Object.freeze({ smtp: url && from ? { url, from } : null, mailDir: dir ?? null });
}
