import type { NotFetched } from './outcome.js';

/** What is sent to an address that somebody gave us. */
export interface PostUse {
  /** Beside those that every request has; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the answer is wanted as it came, as from somebody who gives out tokens; left out: as an excerpt alone. */
  readonly wantsAnswer?: boolean;
}

/** The address answered, whatever it said. A redirect is an answer like any other: it is never followed. */
export interface Posted {
  readonly outcome: 'ANSWERED';
  readonly status: number;
  /** How the body begins, at most 500 characters, for people: what cannot be printed is left out. */
  readonly excerpt: string;
  /** The answer as UTF-8 where it was wanted and has at most 64 KiB; else null. It may be secret: for programs, never for a log. */
  readonly answer: string | null;
}

/** ADDRESS_NOT_ALLOWED or NOT_ANSWERING, or the answer. */
export type PostOutcome = Posted | NotFetched;

/** What users of the poster depend on. Nothing is thrown: what goes wrong is an outcome. */
export interface Posting {
  post(url: string, use: PostUse): Promise<PostOutcome>;
}
