import { dirname, join } from 'node:path';
import { type Platform, PLATFORM } from '@cairn/service';
import { fileMailer } from './file-mailer.js';
import { readMailSettings } from './config.js';
import { MAILER, type Mailer } from './mailer.js';
import { smtpMailer } from './smtp-mailer.js';

/** For the module of a service that sends mail: the mailer that the settings name; without a mail server, files beside the registry's other data. */
export const mailerProvider = {
  provide: MAILER,
  useFactory: ({ filesDir, log }: Platform): Mailer => {
    const { smtp, mailDir } = readMailSettings();
    return smtp ? smtpMailer(smtp.url, smtp.from) : fileMailer(mailDir ?? join(dirname(filesDir), 'mail'), log);
  },
  inject: [PLATFORM],
};
