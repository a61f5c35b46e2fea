import { dataOf, type GraphBody, httpFault, unreachable } from './answers.js';
import { textOf, type TypedDocument, writes } from './document.js';
import { mayPass, mayRepeat, RegistryFault, surelyNotDone, type UserError, UserErrors } from './faults.js';
import { bearsKeys, withKeys } from './keyed-inputs.js';
import { KeptPositions } from './kept-positions.js';
import { retrying } from './retrying.js';

export type Variables = Readonly<Record<string, unknown>>;

/** An API key or access token; a function is asked before each request, so that a token may be renewed; null asks as nobody. */
export type Credential = string | null | (() => string | Promise<string>);

export interface ClientOptions {
  /** Which tenant a person acts for who belongs to several (`ten_…`). */
  readonly tenant?: string;
  /** Milliseconds for which what may pass is tried again. */
  readonly patienceMs?: number;
  /** Milliseconds for one request of the graph. */
  readonly requestMs?: number;
  readonly fetch?: typeof fetch;
}

export interface ExecuteOptions {
  /** Answers at least as of this write, instead of the client's own last writes; null: as far as it comes. */
  readonly awaitPosition?: string | null;
  /** For the caller who wants to see refusals: they are handed over instead of thrown. */
  readonly refusals?: 'returned';
  readonly signal?: AbortSignal;
}

/** Variables may be left out where none is needed. */
export type GivenTo<Given> = Record<never, never> extends Given ? [variables?: Given, options?: ExecuteOptions] : [variables: Given, options?: ExecuteOptions];

export interface FetchOptions extends RequestInit {
  /** Statuses that are answers, too. */
  readonly accept?: readonly number[];
}

/** How long a service waits for the awaited writes, in ms: for a write less, which has to be done in the two seconds it has. */
const awaitMs = { read: '1500', write: '500' };

/**
 * Speaks to a registry as one person or program. Whatever it does sees its own writes; what may be asked again is asked
 * again for a minute, unless nothing has ever answered; refusals are thrown (UserErrors), and so is whatever else went
 * wrong (RegistryFault).
 */
export class RegistryClient {
  readonly positions = new KeptPositions();
  private wasReached = false;

  /** @param url of the registry, without a slash at the end */
  constructor(
    readonly url: string,
    private readonly credential: Credential = null,
    private readonly options: ClientOptions = {},
  ) {}

  /** The credential, where it stays the same. */
  get key(): string | null {
    return typeof this.credential === 'string' ? this.credential : null;
  }

  /** The same registry as somebody else, who has writes of his own. */
  as(credential: Credential, options: ClientOptions = {}): RegistryClient {
    return new RegistryClient(this.url, credential, { ...this.options, ...options });
  }

  /**
   * Runs one operation and hands over its data. A write is sent again only when it bears an idempotency key or was surely
   * not done; keys that are missing are made.
   *
   * @throws UserErrors, RegistryFault
   */
  async execute<Data = unknown, Given = Variables>(document: TypedDocument<Data, Given>, ...[variables, options = {}]: GivenTo<Given>): Promise<Data> {
    const text = textOf(document);
    const given = (variables ?? {}) as Variables;
    return (writes(text) ? await this.write(text, given, options) : await this.read(text, given, options)) as Data;
  }

  /** Fetches a path of the registry as the client, or an address of elsewhere as nobody; anything but success is thrown. */
  async fetch(path: string, { accept = [], headers, ...rest }: FetchOptions = {}): Promise<Response> {
    const { fetch: send = fetch } = this.options;
    const address = new URL(path, this.url);
    const own = address.origin === new URL(this.url).origin ? await this.authorization() : {};
    let response: Response;
    try {
      response = await send(address, { ...rest, headers: { ...own, ...(headers as Record<string, string>) } });
    } catch (error) {
      if (rest.signal?.aborted && rest.signal.reason === error && (error as Error).name !== 'TimeoutError') throw error;
      throw unreachable(address.origin, error);
    }
    this.wasReached = true;
    if (!response.ok && !accept.includes(response.status)) throw await httpFault(response);
    return response;
  }

  private async read(text: string, variables: Variables, { awaitPosition, signal }: ExecuteOptions): Promise<unknown> {
    const ask = (position: string | null) =>
      retrying(() => this.once(text, variables, position, signal), (fault) => this.wasReached && mayPass(fault), this.patience(signal));
    if (awaitPosition !== undefined) return ask(awaitPosition);
    // Which services answer may hang on variables where fields do.
    const operation = /@(skip|include)\b/.test(text) ? `${text}\n${JSON.stringify(variables)}` : text;
    const headers = this.positions.unseenBy(operation);
    let data = await ask(headers[0] ?? null);
    for (const [at, header] of headers.entries()) {
      if (at > 0) data = await ask(header);
      this.positions.wasSeen(operation, header);
    }
    return data;
  }

  private async write(text: string, variables: Variables, { awaitPosition, refusals, signal }: ExecuteOptions): Promise<unknown> {
    if (!/\buserErrors\b/.test(text)) throw new TypeError('A mutation has to ask for `userErrors { code field message }`: else refusals are lost.');
    const keyed = withKeys(text, variables);
    const again = (fault: unknown) => this.wasReached && (surelyNotDone(fault) || (mayRepeat(fault) && bearsKeys(text, keyed)));
    // A write goes out once, so it awaits what one header holds, the newest.
    const position = awaitPosition === undefined ? (this.positions.unseenBy(text).at(-1) ?? null) : awaitPosition;
    try {
      const data = await retrying(() => this.once(text, keyed, position, signal), again, this.patience(signal));
      this.note(data, refusals === 'returned');
      if (position !== null) this.positions.wasSeen(text, position);
      return data;
    } catch (fault) {
      // Of several mutations in one document the first may have been done.
      if (fault instanceof RegistryFault && fault.data) this.note(fault.data, true);
      throw fault;
    }
  }

  private async once(text: string, variables: Variables, position: string | null, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const limit = AbortSignal.timeout(this.options.requestMs ?? 30_000);
    const response = await this.fetch('/graphql', {
      method: 'POST',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: { 'content-type': 'application/json', ...(position === null ? {} : { 'cairn-await-position': position, 'cairn-await-timeout-ms': writes(text) ? awaitMs.write : awaitMs.read }) },
      body: JSON.stringify({ query: text, variables }),
      accept: [400, 401, 403, 429, 500, 503],
    });
    if (!/json/.test(response.headers.get('content-type') ?? '')) throw await httpFault(response);
    const body = await response.json().catch((cause: unknown) => {
      throw unreachable(this.url, cause);
    });
    return dataOf(body as GraphBody, response);
  }

  private note(data: Readonly<Record<string, unknown>>, returned: boolean): void {
    const refused: UserError[] = [];
    for (const payload of Object.values(data) as ({ userErrors?: UserError[]; position?: string | null } | null)[]) {
      if (payload?.position) this.positions.add(payload.position);
      refused.push(...(payload?.userErrors ?? []));
    }
    if (refused.length > 0 && !returned) throw new UserErrors(refused, Object.keys(data).join(', '));
  }

  private async authorization(): Promise<Record<string, string>> {
    const credential = typeof this.credential === 'function' ? await this.credential() : this.credential;
    return {
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      ...(this.options.tenant === undefined ? {} : { 'x-tenant': this.options.tenant }),
    };
  }

  private patience(signal?: AbortSignal) {
    return { forMs: this.options.patienceMs ?? 60_000, askedBy: (fault: unknown) => (fault instanceof RegistryFault ? fault.waitMs : 0), signal };
  }
}
