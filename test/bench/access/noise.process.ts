import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { tell } from '../process.js';

/** Sends one client's requests at a fixed rate, answered or not, between `POST /on` and `POST /off`, which tells what became of them. */
const [url = '', key = '', body = '', perSecond = '0'] = process.argv.slice(2);
const pool = new Pool(url, { connections: 16 });
const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
let statuses: Record<number, number> = {};
let timer: NodeJS.Timeout | undefined;

async function shoot(): Promise<void> {
  const { statusCode, body: answer } = await pool.request({ method: 'POST', path: '/graphql', headers, body });
  await answer.dump();
  statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
}

function begin(): void {
  const started = performance.now();
  let sent = 0;
  timer = setInterval(() => {
    for (const due = ((performance.now() - started) * Number(perSecond)) / 1_000; sent < due; sent += 1) void shoot();
  }, 5);
}

const control = createServer((request, response) => {
  clearInterval(timer);
  if (request.url === '/on') begin();
  response.end(JSON.stringify(statuses));
  statuses = {};
});
control.listen(0, '127.0.0.1', () => tell({ url: `http://127.0.0.1:${(control.address() as AddressInfo).port}` }));
