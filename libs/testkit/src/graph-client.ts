import { setTimeout as pause } from 'node:timers/promises';

/** An error of the graph, as clients see it. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly retryable?: boolean; readonly service?: string } & Record<string, unknown>;
}

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null;
  readonly errors?: readonly GraphError[];
  readonly extensions?: Record<string, unknown>;
}

export interface UserError {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

export interface AskOptions {
  /** Asks under this key instead of the client's own; null asks as nobody. */
  readonly key?: string | null;
  /** Reads at least as far as this write (`position` of a payload). */
  readonly awaitPosition?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As long as a client is ready to try again. */
const patienceMs = 45_000;
/** Turned away before anything was written: an awaited write has not arrived, or the load is too high. */
const beforeWriting = ['POSITION_NOT_REACHED', 'OVERLOADED'];
const isWrite = (document: string): boolean => /^\s*mutation\b/m.test(document);
/** What the answer says to ask again: of a write only where it cannot have been done all the same. */
const isPassing = ({ extensions }: GraphError, writes: boolean): boolean => beforeWriting.includes(extensions?.code) || (!writes && extensions?.retryable === true);

type Variables = Readonly<Record<string, unknown>>;

/** Speaks to a registry as any client does: over HTTP, with a key. */
export class GraphClient {
  constructor(
    readonly url: string,
    readonly key: string | null = null,
  ) {}

  /** The same registry under another key. */
  as(key: string | null): GraphClient {
    return new GraphClient(this.url, key);
  }

  /** Asks, and hands over whatever came back. */
  async graph<Data>(query: string, variables: Variables = {}, options: AskOptions = {}): Promise<Answer<Data>> {
    const { key = this.key, awaitPosition, headers = {} } = options;
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(awaitPosition === undefined ? {} : { 'cairn-await-position': awaitPosition }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<Answer<Data>, 'status' | 'headers'>;
    return { ...body, data: body.data ?? null, status: response.status, headers: response.headers };
  }

  /** Asks for data alone, again where the answer says to. Throws on any other error, and on what does not pass. */
  async read<Data>(query: string, variables: Variables = {}, options: AskOptions = {}): Promise<Data> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const { data, errors, status } = await this.graph<Data>(query, variables, options);
      if (!errors && data !== null) return data;
      if (!errors?.every((error) => isPassing(error, isWrite(query))) || Date.now() > until) throw new Error(`HTTP ${status}: ${told(errors)}`);
      await pause(100);
    }
  }

  /**
   * Runs a document with one mutation and hands over its payload. Throws on any error, and on refusals unless they are
   * what the test is about.
   */
  async mutate<Payload extends object>(
    document: string,
    variables: Variables,
    options: AskOptions & { readonly refusals?: 'expected' } = {},
  ): Promise<Payload & { readonly userErrors: readonly UserError[] }> {
    const data = await this.read<Record<string, Payload & { userErrors?: readonly UserError[] }>>(document, variables, options);
    const [payload] = Object.values(data);
    if (!payload) throw new Error('the document holds no mutation');
    const { userErrors = [] } = payload;
    if (userErrors.length > 0 && options.refusals !== 'expected') {
      throw new Error(`refused: ${userErrors.map(({ code, field, message }) => `${code} ${field?.join('.') ?? ''} ${message}`).join('; ')}`);
    }
    return { ...payload, userErrors };
  }
}

const told = (errors: readonly GraphError[] | undefined): string =>
  errors?.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; ') ?? 'no data';
