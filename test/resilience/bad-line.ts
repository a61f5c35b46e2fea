import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a registry on which requests and answers get lost. */
export interface BadLine {
  readonly url: string;
  /** Requests that were lost on the way, answers that were, answers cut in the middle, and requests turned away. */
  readonly harmed: Record<Harm, number>;
  /** From now on; until then everything arrives. */
  getWorse(): void;
  close(): Promise<void>;
}

type Harm = 'lost' | 'unanswered' | 'cut' | 'turnedAway';

const harms: readonly (readonly [Harm, number])[] = [['lost', 0.12], ['unanswered', 0.24], ['cut', 0.34], ['turnedAway', 0.42]];
const overloaded = JSON.stringify({ errors: [{ message: 'Too much at once.', extensions: { code: 'OVERLOADED', retryable: true } }], code: 'OVERLOADED', detail: 'Too much at once.', retryable: true });

/** @param seed the same seed harms the same requests, counted in the order of their arrival */
export async function badLine(registry: string, seed: number): Promise<BadLine> {
  let isBad = false;
  const random = randomOf(seed);
  const harmed: BadLine['harmed'] = { lost: 0, unanswered: 0, cut: 0, turnedAway: 0 };
  const server = createServer((request, response) => {
    const drawn = isBad ? random() : 1;
    const [harm] = harms.find(([, below]) => drawn < below) ?? [];
    if (harm) harmed[harm] += 1;
    void pass(registry, request, response, harm);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    harmed,
    getWorse: () => void (isBad = true),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function pass(registry: string, request: IncomingMessage, response: ServerResponse, harm: Harm | undefined): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  if (harm === 'lost') return void request.socket.destroy();
  if (harm === 'turnedAway') return void response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '0' }).end(overloaded);
  const { 'content-length': _, host: __, ...headers } = request.headers;
  const onwards = send(`${registry}${request.url}`, { method: request.method, headers: { ...headers, 'content-length': body.length } });
  onwards.end(body);
  const [answer] = (await once(onwards, 'response')) as [IncomingMessage];
  const told = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>));
  if (harm === 'unanswered') return void request.socket.destroy();
  const { 'transfer-encoding': ___, 'content-length': ____, ...rest } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, { ...rest, ...(request.method === 'HEAD' ? {} : { 'content-length': told.length }) });
  if (harm !== 'cut') return void response.end(told);
  response.write(told.subarray(0, told.length / 2), () => request.socket.destroy());
}

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
