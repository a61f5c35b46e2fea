/** A message to one person, as plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** How mail leaves the registry. */
export interface Mailer {
  /** Throws when the mail could not be handed over. */
  send(mail: Mail): Promise<void>;
}

export const MAILER = Symbol('mailer');
