import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tell } from '../process.js';

/**
 * Sends one client's requests at a fixed rate, answered or not, between `/on` and `/off`, which tells what became of them.
 * Bare sockets and one prepared text, because the noise shares the machine with what is measured beside it.
 */
const [url = '', key = '', body = '', perSecond = '0'] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const message = `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nauthorization: Bearer ${key}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const statuses: Record<string, number> = {};
const sockets = Array.from({ length: 8 }, () => {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    for (const [, status = ''] of text.matchAll(/HTTP\/1\.1 (\d{3})/g)) statuses[status] = (statuses[status] ?? 0) + 1;
    // A status line may be cut in two; what is kept is too short to hold a whole one.
    rest = text.slice(-11);
  });
  return socket;
});
let timer: NodeJS.Timeout | undefined;

function begin(): void {
  const started = performance.now();
  let sent = 0;
  timer = setInterval(() => {
    for (const due = ((performance.now() - started) * Number(perSecond)) / 1_000; sent < due; sent += 1) sockets[sent % sockets.length]?.write(message);
  }, 4);
}

const control = createServer((request, response) => {
  clearInterval(timer);
  response.end(JSON.stringify(statuses));
  for (const status of Object.keys(statuses)) delete statuses[status];
  if (request.url === '/on') begin();
});
control.listen(0, '127.0.0.1', () => tell({ url: `http://127.0.0.1:${(control.address() as AddressInfo).port}` }));
