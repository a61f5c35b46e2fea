import { type Environment, readSettings, SettingsFault } from '@cairn/service';
import { z } from 'zod';

/** What can be set about issuers beyond what every service has. */
export interface IssuersSettings {
  /** Where the operator's first key is left, readable by its owner only; null: it is printed. */
  readonly bootstrapKeyFile: string | null;
  /** The server that sends mail; null: mail is written to files. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** Folder for mail that is written to files; null: `mail`, beside the folder for uploads. */
  readonly mailDir: string | null;
}

const settings = {
  CAIRN_BOOTSTRAP_KEY_FILE: z.string().optional(),
  CAIRN_SMTP_URL: z.string().regex(/^smtps?:\/\/./, 'must be an smtp:// or smtps:// address').optional(),
  CAIRN_MAIL_FROM: z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address').optional(),
  CAIRN_MAIL_DIR: z.string().optional(),
};

export function readIssuersSettings(env: Environment = process.env): IssuersSettings {
  const read = readSettings(settings, env);
  const { CAIRN_SMTP_URL: url, CAIRN_MAIL_FROM: from } = read;
  if (url && !from) throw new SettingsFault(['CAIRN_MAIL_FROM must be set together with CAIRN_SMTP_URL.']);
  return Object.freeze({
    bootstrapKeyFile: read.CAIRN_BOOTSTRAP_KEY_FILE ?? null,
    smtp: url && from ? { url, from } : null,
    mailDir: read.CAIRN_MAIL_DIR ?? null,
  });
}
