import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { aForeignPlace, type ForeignPlace } from './foreign-place.js';
import { listenInTurn } from './in-turn.js';

/** A message as it arrived. */
export interface Arrived {
  /** Path it was posted to. */
  readonly path: string;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly type: string;
  readonly subject: string;
}

/** What a receiver does with a message: answers with a status, or never. */
export type Manners = (arrived: Arrived) => number | 'silence';

/** Somebody's receiver of webhooks: real TLS on this machine, with manners in the test's hand. */
export class WebhookReceiver {
  readonly arrived: Arrived[] = [];
  private readonly server: Server;

  private constructor(
    public manner: Manners,
    private readonly place: ForeignPlace,
  ) {
    this.server = createServer({ key: place.key, cert: place.cert }, (request, response) => {
      let body = '';
      request.on('data', (block: Buffer) => (body += block.toString()));
      request.on('end', () => {
        const { type, subject } = JSON.parse(body) as { type: string; subject: string };
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        const arrived = { path: request.url ?? '', id: headers['webhook-id'] ?? '', headers, body, type, subject };
        this.arrived.push(arrived);
        const answer = this.manner(arrived);
        if (answer === 'silence') return;
        response.writeHead(answer, answer >= 300 && answer < 400 ? { location: `${this.url}elsewhere` } : {}).end(`answer ${answer}`);
      });
    });
  }

  /** At a place that a registry was told of, in turn with other stories that are told there; or at any. */
  static async open(given?: ForeignPlace, manner: Manners = () => 200): Promise<WebhookReceiver> {
    const place = given ?? (await aForeignPlace(0));
    const receiver = new WebhookReceiver(manner, place);
    await listenInTurn(receiver.server, place.port);
    return receiver;
  }

  get url(): string {
    return `https://localhost:${this.port}/`;
  }

  /** What arrived for a tenant, whose id its endpoint's path is. */
  from(tenant: string): Arrived[] {
    return this.arrived.filter(({ path }) => path === `/${tenant}`);
  }

  /** What a fetcher has to be told to call it. */
  get allowed() {
    return { host: 'localhost', port: this.port, address: '127.0.0.1', ca: this.place.cert };
  }

  /** Whether what arrived was signed with a secret, whenever that was. */
  isSigned({ headers, body }: Arrived, secret: string): boolean {
    const seconds = Number(headers['webhook-timestamp']);
    const [, given = ''] = /(?:^| )(v1,\S+)$/.exec(new Webhook(secret).sign(headers['webhook-id'] ?? '', new Date(seconds * 1_000), body)) ?? [];
    return (headers['webhook-signature'] ?? '').split(' ').includes(given);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}
