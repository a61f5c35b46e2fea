import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { discard } from './answer-body.js';
import { checkedConnector, lookupBySystem } from './checked-connector.js';
import { checkedUrl } from './checked-url.js';
import { withinDeadline } from './deadline.js';
import type { GuardOptions } from './guarded-fetcher.js';
import type { Posting, PostOutcome, PostUse } from './posting.js';

const totalMs = 10_000;
const bytesRead = 64 * 1024;
const perHost = 8;
const excerptMax = 500;

/** The way out for what is sent: the same guards as for what is fetched, no redirect, 10 s, and at most 64 KiB of the answer read. */
export class GuardedPoster implements Posting {
  private readonly agent: Agent;
  private readonly allow: NonNullable<GuardOptions['allow']>;
  private readonly totalMs: number;

  /** `totalMs` for one post; default 10,000. */
  constructor(options: GuardOptions = {}) {
    this.allow = options.allow ?? [];
    this.totalMs = options.totalMs ?? totalMs;
    this.agent = new Agent({
      connect: checkedConnector(options.lookup ?? lookupBySystem, this.allow, this.totalMs),
      connections: perHost,
      pipelining: 1,
      maxHeaderSize: 16 * 1024,
      keepAliveTimeout: 4_000,
    });
  }

  post(url: string, use: PostUse): Promise<PostOutcome> {
    return withinDeadline(this.totalMs, (signal) => this.send(url, use, signal));
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async send(spelling: string, { headers, body, wantsAnswer = false }: PostUse, signal: AbortSignal): Promise<PostOutcome> {
    const { statusCode, body: answer } = await request(checkedUrl(spelling, undefined, this.allow), {
      dispatcher: this.agent,
      method: 'POST',
      headers: { ...headers, 'user-agent': 'cairn' },
      body,
      signal,
    });
    try {
      const beginning = await beginningOf(answer);
      const isWhole = beginning.byteLength <= bytesRead;
      return { outcome: 'ANSWERED', status: statusCode, excerpt: printable(beginning), answer: wantsAnswer && isWhole ? beginning.toString('utf8') : null };
    } finally {
      discard(answer);
    }
  }
}

/** Reads on to the end of a short answer, so that its connection can be used again. */
async function beginningOf(body: Readable): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let bytes = 0;
  for await (const block of body as AsyncIterable<Buffer>) {
    blocks.push(block);
    bytes += block.byteLength;
    if (bytes > bytesRead) break;
  }
  return Buffer.concat(blocks);
}

const printable = (bytes: Buffer): string =>
  [...bytes.subarray(0, 4 * excerptMax).toString('utf8').replace(/\p{C}+/gu, ' ')].slice(0, excerptMax).join('').trim();
