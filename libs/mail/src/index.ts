export { type Mail, MAILER, type Mailer, MailRefused, MailUncertain } from './mailer.js';
export { mailerProvider } from './open-mailer.js';
export { readMailSettings } from './config.js';
