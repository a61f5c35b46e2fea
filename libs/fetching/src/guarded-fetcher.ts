import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { discard, readBody } from './answer-body.js';
import { checkedConnector, type Lookup, lookupBySystem } from './checked-connector.js';
import { checkedUrl } from './checked-url.js';
import type { FetchingSettings } from './config.js';
import { withinDeadline } from './deadline.js';
import { type Fetched, type Fetching, type FetchOutcome, type FetchUse, NotFetchedError } from './outcome.js';

const bytesDefault = 64 * 1024;
const bytesMaxOfAll = 2 * 1024 * 1024;
const redirectsMax = 3;
const totalMs = 3_000;
const perHost = 2;

export interface GuardOptions extends Partial<FetchingSettings> {
  /** How names are resolved; left out: by the system. */
  readonly lookup?: Lookup;
  /** For one `get` with all its redirects; default 3,000. */
  readonly totalMs?: number;
}

/**
 * The one way out (reliability text, section 9). Whatever address a stranger gives is called only if it is https on port 443
 * of a public host, redirects included; slow, large or odd answers are cut off. It sends no cookies, and no credentials but those that its caller has for
 * this very address.
 */
export class GuardedFetcher implements Fetching {
  private readonly agent: Agent;
  private readonly allow: FetchingSettings['allow'];
  private readonly totalMs: number;

  constructor(options: GuardOptions = {}) {
    this.allow = options.allow ?? [];
    this.totalMs = options.totalMs ?? totalMs;
    this.agent = new Agent({
      connect: checkedConnector(options.lookup ?? lookupBySystem, this.allow, this.totalMs),
      connections: perHost,
      pipelining: 1,
      maxResponseSize: bytesMaxOfAll,
      maxHeaderSize: 16 * 1024,
      keepAliveTimeout: 1_000,
    });
  }

  get(url: string, use: FetchUse): Promise<FetchOutcome> {
    return withinDeadline(this.totalMs, (signal) => this.follow(url, use, signal));
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async follow(first: string, use: FetchUse, signal: AbortSignal): Promise<FetchOutcome> {
    let url = checkedUrl(first, undefined, this.allow);
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.ask(url, use, signal);
      if (!('location' in answer)) return answer;
      if (use.headers) throw new NotFetchedError('REDIRECTED', 'it answered with a redirect, which is not followed');
      if (redirects === redirectsMax) throw new NotFetchedError('TOO_MANY_REDIRECTS', `it redirects more than ${redirectsMax} times`);
      url = checkedUrl(answer.location, url, this.allow);
    }
  }

  private async ask(url: URL, use: FetchUse, signal: AbortSignal): Promise<Fetched | { location: string }> {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.agent,
      method: 'GET',
      headers: { ...use.headers, accept: use.accept.join(', '), 'accept-encoding': 'gzip', 'user-agent': 'cairn' },
      signal,
    });
    const location = one(headers['location']);
    if (statusCode >= 300 && statusCode < 400 && location !== undefined) {
      discard(body);
      return { location };
    }
    try {
      return await this.read(url, { statusCode, headers, body }, use, signal);
    } finally {
      discard(body);
    }
  }

  private async read(url: URL, { statusCode, headers, body }: Answer, use: FetchUse, signal: AbortSignal): Promise<Fetched> {
    if (statusCode !== 200) throw new NotFetchedError('STATUS_NOT_OK', `it answered ${statusCode}`, statusCode);
    const type = (one(headers['content-type']) ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!use.accept.includes(type)) throw new NotFetchedError('TYPE_NOT_ALLOWED', `it answered with ${/^[\w.+/-]{1,80}$/.test(type) ? type : 'no media type'}`);
    const encoding = (one(headers['content-encoding']) ?? 'identity').toLowerCase();
    if (encoding !== 'identity' && encoding !== 'gzip') throw new NotFetchedError('TYPE_NOT_ALLOWED', 'it packed its answer in a way that was not asked for');
    const bytesMax = Math.min(use.bytesMax ?? bytesDefault, bytesMaxOfAll);
    const told = (use.wantsHeaders ?? []).flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const];
    });
    return { outcome: 'FETCHED', url: url.href, type, body: await readBody(body, encoding === 'gzip', bytesMax, signal), headers: Object.fromEntries(told) };
  }
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Readable;
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
