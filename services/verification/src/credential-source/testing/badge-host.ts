import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { aCertificate, type TestCertificate } from '@cairn/testkit';

/** What a host makes of a part of its list that is asked for. */
export type Behaviour = 'GOOD' | 'IGNORES_OFFSET' | 'COUNTS_TOO_MANY' | 'NO_HEADERS' | 'REDIRECTS' | 'SPEAKS_HTML' | 'AWAY';

interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly tag: string | undefined;
}

/** Somebody's host of Open Badges 3.0 with its authorisation server, with real TLS on this machine: well-behaved, or not. */
export class BadgeHost {
  /** Texts of credentials, in the order of their issue; a compact form where it does not begin with `{`. */
  readonly listed: string[] = [];
  readonly asked: Asked[] = [];
  readonly registered: Record<string, unknown>[] = [];
  behaves: Behaviour = 'GOOD';
  /** Credentials of a page, however many are asked for. */
  pageMax = 100;
  /** Seconds that a token is said to be good for. */
  tokenSeconds = 300;
  tokenUrl = '/token';
  /** The person ended it there. */
  shutOut = false;
  knowsClients = true;
  /** Done before a list is answered, once. */
  meanwhile: (() => Promise<unknown>) | null = null;
  readonly givenBack: string[] = [];
  private readonly codes = new Map<string, string>();
  private readonly access = new Set<string>();
  private readonly refresh = new Set<string>();
  private readonly server: Server = createServer(this.certificate, (request, response) => {
    void read(request).then(async (body) => {
      if (request.url?.startsWith('/ims/ob/v3p0/credentials')) await this.interrupted();
      this.answer(request, body, response);
    });
  });

  private constructor(private readonly certificate: TestCertificate) {}

  static async open(): Promise<BadgeHost> {
    const host = new BadgeHost(await aCertificate('localhost'));
    await new Promise<void>((ready) => host.server.listen(0, '127.0.0.1', ready));
    return host;
  }

  get url(): string {
    return `${this.origin}/ims/ob/v3p0`;
  }

  get allowed() {
    return { host: 'localhost', port: this.port, address: '127.0.0.1', ca: this.certificate.cert };
  }

  /** As the person's browser: he agrees, and is sent back with a code. */
  agree(authorizationUrl: string): { state: string; code: string; issuer: string } {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomBytes(9).toString('base64url');
    this.codes.set(code, asked.get('code_challenge') ?? '');
    return { state: asked.get('state') ?? '', code, issuer: `${this.origin}/issuer` };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answer(request: IncomingMessage, body: string, response: ServerResponse): unknown {
    const { pathname, searchParams } = new URL(request.url ?? '', this.origin);
    this.asked.push({ path: pathname, query: searchParams, tag: request.headers['if-none-match'] });
    if (this.behaves === 'AWAY') return response.destroy();
    if (pathname === '/ims/ob/v3p0/discovery') return json(response, 200, this.description());
    if (pathname === '/register') return this.register(body, response);
    if (pathname === '/token') return this.give(request, new URLSearchParams(body), response);
    if (pathname === '/revoke') return this.givenBack.push(body), response.writeHead(200).end();
    if (pathname !== '/ims/ob/v3p0/credentials') return response.writeHead(404).end();
    if (this.shutOut || !this.access.has(request.headers.authorization?.slice('Bearer '.length) ?? '')) return response.writeHead(401).end();
    return this.list(searchParams, request.headers['if-none-match'], response);
  }

  private async interrupted(): Promise<void> {
    const { meanwhile } = this;
    this.meanwhile = null;
    await meanwhile?.();
  }

  private description(): object {
    const { origin } = this;
    const flow = { authorizationUrl: `${origin}/authorize`, tokenUrl: new URL(this.tokenUrl, origin).href, 'x-imssf-revocationUrl': `${origin}/revoke`, scopes: {} };
    return { openapi: '3.0.1', info: { title: 'Oakmere Badges' }, components: { securitySchemes: { OAuth2ACG: { type: 'oauth2', 'x-imssf-registrationUrl': `${origin}/register`, flows: { authorizationCode: flow } } } } };
  }

  private register(body: string, response: ServerResponse): void {
    this.registered.push(JSON.parse(body) as Record<string, unknown>);
    json(response, 201, { client_id: `client ${this.registered.length}`, client_secret: 'a secret & more', client_secret_expires_at: 0 });
  }

  private give(request: IncomingMessage, asked: URLSearchParams, response: ServerResponse): void {
    const [id = '', secret] = Buffer.from(request.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString().split(':');
    if (!this.knowsClients || !id.startsWith('client+') || secret !== 'a+secret+%26+more') return json(response, 401, { error: 'invalid_client' });
    const code = asked.get('code') ?? '';
    const proven = createHash('sha256').update(asked.get('code_verifier') ?? '').digest('base64url') === this.codes.get(code);
    const isRenewal = asked.get('grant_type') === 'refresh_token' && this.refresh.delete(asked.get('refresh_token') ?? '');
    if (this.shutOut || (!isRenewal && !(proven && this.codes.delete(code)))) return json(response, 400, { error: 'invalid_grant' });
    const [access, refresh] = [randomBytes(9).toString('base64url'), randomBytes(9).toString('base64url')];
    this.access.add(access);
    this.refresh.add(refresh);
    return json(response, 200, { access_token: access, token_type: 'Bearer', expires_in: this.tokenSeconds, refresh_token: refresh });
  }

  private list(query: URLSearchParams, tag: string | undefined, response: ServerResponse): unknown {
    if (this.behaves === 'REDIRECTS') return response.writeHead(302, { location: 'https://10.0.0.7/credentials' }).end();
    if (this.behaves === 'SPEAKS_HTML') return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    const since = query.get('since');
    const all = this.listed.filter((text) => since === null || issuedAt(text) > Date.parse(since));
    const limit = Math.min(Number(query.get('limit')), this.pageMax);
    const offset = this.behaves === 'IGNORES_OFFSET' ? 0 : Number(query.get('offset'));
    const shown = all.slice(offset, offset + limit);
    const texts = (isJson: boolean) => shown.filter((text) => text.startsWith('{') === isJson);
    const body = `{"credential":[${texts(true).join(', ')}],"compactJwsStrings":${JSON.stringify(texts(false))}}`;
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    if (tag === etag) return response.writeHead(304).end();
    const total = this.behaves === 'COUNTS_TOO_MANY' ? all.length + 7 : all.length;
    const more = this.behaves === 'IGNORES_OFFSET' || offset + limit < all.length;
    const link = `<${this.url}/credentials?offset=0>; rel="first"${more ? `, <https://10.0.0.7/next>; rel="next"` : ''}`;
    const headers = this.behaves === 'NO_HEADERS' ? {} : { etag, link, 'x-total-count': String(total) };
    return response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
  }

  private get origin(): string {
    return `https://localhost:${this.port}`;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function issuedAt(text: string): number {
  const [, payload = ''] = text.split('.');
  const document = JSON.parse(text.startsWith('{') ? text : Buffer.from(payload, 'base64url').toString()) as { validFrom: string };
  return Date.parse(document.validFrom);
}

async function read(request: IncomingMessage): Promise<string> {
  const blocks: Buffer[] = [];
  for await (const block of request as AsyncIterable<Buffer>) blocks.push(block);
  return Buffer.concat(blocks).toString();
}
