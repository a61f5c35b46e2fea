/** What the caller wants of an address. */
export interface FetchUse {
  /** Media types without parameters; an answer of any other type is not read. */
  readonly accept: readonly string[];
  /** Of the answer after inflation; default 64 KiB, at most 2 MiB. */
  readonly bytesMax?: number;
  /** Beside those that every request has; names in lower case. With any no redirect is followed: what they hold is for that address alone. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers of the answer that are wanted; names in lower case. */
  readonly wantsHeaders?: readonly string[];
}

export interface Fetched {
  readonly outcome: 'FETCHED';
  /** The address that answered, after redirects. */
  readonly url: string;
  /** Media type, in lower case and without parameters. */
  readonly type: string;
  readonly body: Uint8Array;
  /** Those that were wanted and came. */
  readonly headers: Readonly<Record<string, string>>;
}

export type FetchFault =
  /** Not https, another port, user-info, a host without a public address; of the address given or of a redirect. */
  | 'ADDRESS_NOT_ALLOWED'
  /** No such host, no connection, no valid certificate, or no complete answer in time. */
  | 'NOT_ANSWERING'
  /** An answer other than 200. */
  | 'STATUS_NOT_OK'
  | 'TOO_MANY_REDIRECTS'
  /** A redirect where none is followed. */
  | 'REDIRECTED'
  | 'TOO_LARGE'
  | 'TYPE_NOT_ALLOWED';

export interface NotFetched {
  readonly outcome: FetchFault;
  /** Half a sentence for people; tells nothing of the network that asked. */
  readonly detail: string;
  /** With STATUS_NOT_OK: the status. */
  readonly status?: number;
}

export type FetchOutcome = Fetched | NotFetched;

/** What users of the fetcher depend on. Nothing is thrown: what goes wrong is an outcome. */
export interface Fetching {
  get(url: string, use: FetchUse): Promise<FetchOutcome>;
}

/** Carries an outcome out of the depths of a connection. */
export class NotFetchedError extends Error {
  constructor(
    readonly code: FetchFault,
    readonly detail: string,
    readonly status?: number,
  ) {
    super(detail);
  }

  get outcome(): NotFetched {
    return { outcome: this.code, detail: this.detail, ...(this.status === undefined ? {} : { status: this.status }) };
  }
}
