import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartFault } from './start-fault.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The one address that clients know. It is taken before anything else is started, and says so until `open`. */
export interface FrontServer {
  readonly port: number;
  /** From now on requests reach the gateway. */
  open(handler: Handler): void;
  /** No new requests; those under way are finished, for at most `patienceMs`. */
  close(patienceMs?: number): Promise<void>;
}

export async function listen(host: string, port: number): Promise<FrontServer> {
  let handler: Handler = starting;
  const server = createServer((request, response) => handler(request, response));
  await bound(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    open(gateway) {
      handler = gateway;
    },
    close: (patienceMs = 10_000) =>
      new Promise((resolve) => {
        const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
        server.close(() => {
          clearTimeout(impatience);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function starting(request: IncomingMessage, response: ServerResponse): void {
  const live = request.url === '/livez';
  response.writeHead(live ? 200 : 503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end(JSON.stringify({ live: true, ready: false }));
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartFault(refusalOf(error, host, port))));
    server.listen(port, host, resolve);
  });
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is taken. Stop what listens there, or set PORT to another one.`;
  if (error.code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `HOST ${host} is no address of this machine.`;
  return `Cannot listen on ${host}:${port}: ${error.message}.`;
}
