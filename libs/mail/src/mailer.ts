/** A message to one person, as plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Names the message for as long as it is about: servers that see it twice may know it again. A UUID. */
  readonly id?: string;
}

/** How mail leaves the registry. */
export interface Mailer {
  /** Throws MailRefused when the mail is known not to have left; whatever else it throws, it may have. */
  send(mail: Mail): Promise<void>;
}

/** The mail has not left. What the server said is left out, since it may hold the address. */
export class MailRefused extends Error {
  readonly code = 'MAIL_REFUSED';

  /**
   * @param again whether another attempt may go better
   * @param how a code of the server or of the connection
   */
  constructor(
    readonly again: boolean,
    readonly how: string,
  ) {
    super(`a mail was refused (${how})`);
  }
}

/** The mail may have left, or may not. */
export class MailUncertain extends Error {
  readonly code = 'MAIL_UNCERTAIN';

  constructor(readonly how: string) {
    super(`it is not known whether a mail was taken (${how})`);
  }
}

export const MAILER = Symbol('mailer');
