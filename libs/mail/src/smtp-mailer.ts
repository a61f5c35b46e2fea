import type { Transporter } from 'nodemailer';
import { type Mail, type Mailer, MailRefused, MailUncertain } from './mailer.js';

/**
 * Sends mail through a server.
 *
 * @param url `smtp://` or `smtps://`, with user and password if need be
 * @param from sender of every mail
 */
export function smtpMailer(url: string, from: string): Mailer {
  let opened: Promise<Transporter> | undefined;
  return {
    async send({ to, subject, text, id }: Mail): Promise<void> {
      opened ??= import('nodemailer').then(({ createTransport }) => createTransport({ url, connectionTimeout: 5_000, socketTimeout: 10_000, disableFileAccess: true, disableUrlAccess: true }));
      const messageId = id === undefined ? undefined : `<${id}@${from.slice(from.indexOf('@') + 1)}>`;
      try {
        await (await opened).sendMail({ from, to: { name: '', address: to }, subject, text, messageId });
      } catch (error) {
        throw faultOf(error as SmtpFault);
      }
    },
  };
}

/** What nodemailer throws, as far as it is looked at: its texts may hold the address. */
export interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly syscall?: string;
  readonly timeoutType?: string;
}

/** Codes of faults that come before a message is handed over. */
const beforeSending: readonly string[] = ['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH'];

/** A server that answered has refused; a connection that broke after it stood may have carried the mail. */
export function faultOf({ code = 'EUNKNOWN', responseCode, syscall, timeoutType }: SmtpFault): MailRefused | MailUncertain {
  if (responseCode !== undefined) return new MailRefused(responseCode < 500, String(responseCode));
  const early = beforeSending.includes(code) || syscall === 'connect' || timeoutType === 'CONNECTION_TIMEOUT' || timeoutType === 'GREETING_TIMEOUT';
  return early ? new MailRefused(true, code) : new MailUncertain(code);
}
