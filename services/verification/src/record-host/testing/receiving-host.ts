import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { aCertificate, type TestCertificate } from '@cairn/testkit';

const token = 'a-token.for_quay';
const scope = 'https://purl.imsglobal.org/spec/clr/v2p0/scope/credential.upsert';

/** A record as it arrived. */
export interface ArrivedRecord {
  readonly text: string;
  readonly authorization: string | undefined;
  readonly type: string | undefined;
}

/** Somebody's host of records: an authorisation server and CLR 2.0 in one, with real TLS on this machine. */
export class ReceivingHost {
  readonly arrived: ArrivedRecord[] = [];
  readonly clientId = 'quay';
  readonly secret = 'a secret & more';
  /** What it answers to a record. */
  status = 201;
  private readonly server: Server = createServer(this.certificate, (request, response) => {
    void read(request).then((text) => {
      if (request.url === '/token') {
        const isOurs = request.headers.authorization === this.expected && new URLSearchParams(text).get('scope') === scope;
        const answer = isOurs ? { access_token: token, token_type: 'Bearer', expires_in: 300 } : { error: 'invalid_client' };
        return response.writeHead(isOurs ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      }
      if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
      this.arrived.push({ text, authorization: request.headers.authorization, type: request.headers['content-type'] });
      return response.writeHead(request.url === '/ims/clr/v2p0/credentials' ? this.status : 404).end(text);
    });
  });

  private constructor(private readonly certificate: TestCertificate) {}

  static async open(): Promise<ReceivingHost> {
    const host = new ReceivingHost(await aCertificate('localhost'));
    await new Promise<void>((ready) => host.server.listen(0, '127.0.0.1', ready));
    return host;
  }

  get stated() {
    const { clientId, secret } = this;
    return { name: 'Oakmere University', url: `https://localhost:${this.port}/ims/clr/v2p0`, tokenUrl: `https://localhost:${this.port}/token`, clientId, clientSecret: secret };
  }

  /** What a fetcher has to be told to call it. */
  get allowed() {
    return { host: 'localhost', port: this.port, address: '127.0.0.1', ca: this.certificate.cert };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private get expected(): string {
    return `Basic ${Buffer.from(`${this.clientId}:a+secret+%26+more`).toString('base64')}`;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const blocks: Buffer[] = [];
  for await (const block of request as AsyncIterable<Buffer>) blocks.push(block);
  return Buffer.concat(blocks).toString();
}
