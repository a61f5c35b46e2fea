import type { IncomingMessage, ServerResponse } from 'node:http';
import { originIsKnown } from './caller-questions.js';
import type { CallerRecords } from './caller-records.js';
import { requestIdOf } from './request-statement.js';

const methods = 'GET, HEAD, POST, PATCH, DELETE';
/** Of requests, beside those that browsers allow anyway. */
const openHeaders = ['content-type', 'x-request-id', 'cairn-await-position', 'cairn-await-timeout-ms'];
const callersHeaders = [...openHeaders, 'authorization', 'x-tenant', 'tus-resumable', 'upload-length', 'upload-offset', 'upload-metadata'];
/** Of answers. */
const exposed = ['x-request-id', 'retry-after', 'cairn-subgraph-calls', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy', 'location', 'tus-resumable', 'upload-offset', 'upload-length'].join(', ');
const keptSeconds = 600;

/** Pages and documents that say themselves who may read them. */
const ownRules = /^\/(oidc|c|i|status|\.well-known)(\/|$)/;

/**
 * Cross-origin requests of web pages (Fetch, section 3.2). A page at an origin that some client registered may send a
 * credential, and `Principals` then sees whether it is that client's own; any other page may ask as nobody. Cookies are
 * never taken, so that `Access-Control-Allow-Credentials` is never sent.
 */
export class Cors {
  constructor(
    private readonly records: CallerRecords,
    private readonly publicUrl: string,
  ) {}

  /** Sets what the browser has to be told; true when that was all there was to do. Never throws. */
  async begin(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { origin } = request.headers;
    if (ownRules.test((request.url ?? '').split('?')[0] ?? '')) return false;
    response.setHeader('vary', 'Origin');
    if (origin === undefined || isSameOrigin(origin, request.headers.host, this.publicUrl)) return false;
    const asked = request.headers['access-control-request-headers']?.toLowerCase().split(/\s*,\s*/);
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const hasCredential = isPreflight ? (asked ?? []).some((name) => !openHeaders.includes(name)) : request.headers.authorization !== undefined;
    const allowed = hasCredential ? ((await this.isKnown(origin, request)) ? origin : null) : '*';
    if (allowed !== null) response.setHeader('access-control-allow-origin', allowed);
    if (!isPreflight) {
      if (allowed !== null) response.setHeader('access-control-expose-headers', exposed);
      return false;
    }
    if (allowed !== null) {
      response.setHeader('access-control-allow-methods', methods);
      response.setHeader('access-control-allow-headers', (allowed === '*' ? openHeaders : callersHeaders).join(', '));
      response.setHeader('access-control-max-age', keptSeconds);
    }
    response.setHeader('vary', 'Origin, Access-Control-Request-Headers');
    response.writeHead(204).end();
    return true;
  }

  /** When issuers cannot be asked, no origin is known. */
  private async isKnown(origin: string, request: IncomingMessage): Promise<boolean> {
    if (origin.length > 255 || !/^https?:\/\//.test(origin)) return false;
    return this.records.ask(originIsKnown(origin), requestIdOf(request)).catch(() => false);
  }
}

/** A page of the registry itself (GraphiQL) is none of another origin. */
export function isSameOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`));
}
