import { Pool } from 'undici';

/** One kind of request, sent over and over. */
export interface Shot {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of the n-th request. */
  readonly body: (n: number) => string;
}

/**
 * Closed-loop load: `connections` requests under way at any time, for `ms` milliseconds. Throws on the first answer that
 * is not HTTP 200 or that holds GraphQL errors: a wrong answer is no fast answer.
 *
 * @returns answers per second
 */
export async function requestsPerSecond(url: string, shot: Shot, connections: number, ms: number): Promise<number> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const until = performance.now() + ms;
  let sent = 0;
  let answered = 0;
  const started = performance.now();
  const worker = async () => {
    while (performance.now() < until) {
      const body = shot.body(sent);
      sent += 1;
      const answer = await pool.request({
        path: shot.path,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...shot.headers },
        body,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || text.includes('"errors":[{')) throw new Error(`a wrong answer: ${answer.statusCode} ${text.slice(0, 400)}`);
      answered += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, worker));
    return (answered * 1_000) / (performance.now() - started);
  } finally {
    await pool.close();
  }
}
