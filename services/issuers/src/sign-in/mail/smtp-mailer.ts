import type { Transporter } from 'nodemailer';
import type { Mail, Mailer } from './mailer.js';

/**
 * Sends mail through a server.
 *
 * @param url `smtp://` or `smtps://`, with user and password if need be
 * @param from sender of every mail
 */
export function smtpMailer(url: string, from: string): Mailer {
  let opened: Promise<Transporter> | undefined;
  return {
    async send({ to, subject, text }: Mail): Promise<void> {
      opened ??= import('nodemailer').then(({ createTransport }) => createTransport({ url, connectionTimeout: 5_000, socketTimeout: 10_000, disableFileAccess: true, disableUrlAccess: true }));
      await (await opened).sendMail({ from, to: { name: '', address: to }, subject, text });
    },
  };
}
