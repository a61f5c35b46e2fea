import { connect } from 'node:net';

/** One kind of request, sent over and over. */
export interface Shot {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that hang on the body. */
  readonly headersOf?: (body: string) => Readonly<Record<string, string>>;
  /** What a right answer contains. */
  readonly mustHold?: string;
  /** The body of the n-th request. */
  readonly body: (n: number) => string;
}

/**
 * Closed-loop load: `connections` requests under way at any time, for `ms` milliseconds. Bare sockets, because the driver
 * shares the machine with what it measures. Throws on an answer that is not HTTP 200 or 201 or that holds GraphQL errors: a wrong
 * answer is no fast answer.
 *
 * @returns answers per second
 */
export async function requestsPerSecond(url: string, shot: Shot, connections: number, ms: number): Promise<number> {
  const { hostname, port, host } = new URL(url);
  const lines = (headers: Readonly<Record<string, string>>): string => Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = lines({ host, 'content-type': 'application/json', ...shot.headers });
  const counter = { sent: 0, answered: 0 };
  const message = (): string => {
    const body = shot.body(counter.sent);
    counter.sent += 1;
    return `POST ${shot.path} HTTP/1.1\r\n${head}${shot.headersOf ? lines(shot.headersOf(body)) : ''}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
  const started = performance.now();
  const until = started + ms;
  await Promise.all(Array.from({ length: connections }, () => oneConnection(Number(port), hostname, message, until, counter, shot.mustHold)));
  return (counter.answered * 1_000) / (performance.now() - started);
}

function oneConnection(port: number, host: string, message: () => string, until: number, counter: { answered: number }, mustHold = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true });
    let pending = Buffer.alloc(0);
    socket.on('connect', () => socket.write(message()));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const fault = take();
      if (fault === undefined) return;
      socket.removeAllListeners('close');
      socket.destroy();
      if (fault === null) resolve();
      else reject(new Error(fault));
    });

    /** Undefined while more is to come, null when time is up, else what is wrong. */
    function take(): string | null | undefined {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return undefined;
      const head = pending.toString('latin1', 0, end).toLowerCase();
      const length = /content-length: (\d+)/.exec(head);
      if (!/^http\/1\.1 20[01]/.test(head) || !length) return `a wrong answer: ${pending.toString('utf8', 0, 600)}`;
      const size = end + 4 + Number(length[1]);
      if (pending.length < size) return undefined;
      if (pending.includes('"errors":[{') || !pending.includes(mustHold)) return `a wrong answer: ${pending.toString('utf8', 0, 600)}`;
      pending = pending.subarray(size);
      counter.answered += 1;
      if (performance.now() >= until) return null;
      socket.write(message());
      return undefined;
    }
  });
}
