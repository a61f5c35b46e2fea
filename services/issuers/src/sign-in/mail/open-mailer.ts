import { dirname, join } from 'node:path';
import type { Platform } from '@cairn/service';
import type { IssuersSettings } from '../../config.js';
import { fileMailer } from './file-mailer.js';
import type { Mailer } from './mailer.js';
import { smtpMailer } from './smtp-mailer.js';

/** The mailer that the settings name; without a mail server, files beside the registry's other data. */
export const openMailer = ({ smtp, mailDir }: Pick<IssuersSettings, 'smtp' | 'mailDir'>, { filesDir, log }: Pick<Platform, 'filesDir' | 'log'>): Mailer =>
  smtp ? smtpMailer(smtp.url, smtp.from) : fileMailer(mailDir ?? join(dirname(filesDir), 'mail'), log);
