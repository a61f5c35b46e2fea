import { once } from 'node:events';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { aCertificate, type TestCertificate } from './certificate.js';
import type { ForeignPlace } from './foreign-place.js';
import { listenInTurn } from './in-turn.js';

/** An https server on 127.0.0.1 that hands everything on to a registry which is started after it, since its address is in what it signs. */
export class TlsFront {
  private behind: URL | undefined;
  private readonly server: Server;

  private constructor(certificate: TestCertificate, private readonly host: string) {
    this.server = createServer(certificate, (incoming, outgoing) => {
      if (!this.behind) return void outgoing.writeHead(503).end();
      const { hostname, port } = this.behind;
      const { method, url: path, headers } = incoming;
      const onward = plainRequest({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
  }

  /** At a place that a registry was told of, in its turn, or at any. */
  static async open(place?: ForeignPlace): Promise<TlsFront> {
    const front = new TlsFront(place ?? (await aCertificate('127.0.0.1')), place ? 'localhost' : '127.0.0.1');
    await listenInTurn(front.server, place?.port ?? 0);
    return front;
  }

  get url(): string {
    return `https://${this.host}:${(this.server.address() as AddressInfo).port}`;
  }

  standBefore(url: string): void {
    this.behind = new URL(url);
  }

  /** Posts JSON, whoever vouches for the certificate: it is our own. */
  async post(path: string, body: object): Promise<{ status: number; body: unknown }> {
    const call = request(`${this.url}${path}`, {
      method: 'POST',
      rejectUnauthorized: false,
      headers: { 'content-type': 'application/json' },
    });
    call.end(JSON.stringify(body));
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
