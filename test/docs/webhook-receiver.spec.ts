import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@cairn/ports';
import { aCertificate, GraphClient, startRegistry } from '@cairn/testkit';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs/guides/webhooks.md'), 'utf8');
const [, example = ''] = /^```js\n(.*?)^```/ms.exec(guide) ?? [];

test('the receiver in the guide to webhooks takes what the registry sends, and nothing that others do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-receiver-'));
  const certificate = await aCertificate('localhost');
  const [front, port] = [await freePort(), await freePort()];
  writeFileSync(join(folder, 'ca.pem'), certificate.cert);
  writeFileSync(join(folder, 'receiver.mjs'), example);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // What stands before the receiver and speaks TLS.
  const proxy = createServer(certificate, (asked, answer) => {
    const { method, url, headers } = asked;
    asked.pipe(request({ port, method, path: url, headers }, (answered) => answered.pipe(answer.writeHead(answered.statusCode ?? 502))));
  });
  await new Promise<void>((ready) => void proxy.listen(front, '127.0.0.1', ready));
  const registry = await startRegistry('embedded', { env: { CAIRN_FETCH_ALLOW: `localhost:${front}`, CAIRN_FETCH_CA: join(folder, 'ca.pem') } });
  let receiver: ReturnType<typeof spawn> | undefined;
  try {
    const operator = new GraphClient(registry.url, registry.key);
    const { tenant } = await operator.mutate<{ tenant: { id: string } }>('mutation { createTenant(input: { name: "Quay" }) { tenant { id } userErrors { code field message } } }', {});
    const { key } = await operator.mutate<{ key: string }>('mutation ($t: ID!) { createApiClient(input: { tenantId: $t, name: "Desk", rights: [ADMINISTER] }) { key userErrors { code field message } } }', { t: tenant.id });
    const desk = operator.as(key);
    const { secret, endpoint } = await desk.mutate<{ secret: string; endpoint: { id: string } }>(
      'mutation ($url: String!) { createWebhookEndpoint(input: { url: $url, eventTypes: ["award.issued"] }) { endpoint { id } secret userErrors { code field message } } }',
      { url: `https://localhost:${front}/` },
    );
    receiver = spawn(process.execPath, ['receiver.mjs'], { cwd: folder, env: { PATH: process.env.PATH, WEBHOOK_SECRET: secret, PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] });
    const told = new Promise<string>((resolve) => receiver?.stdout?.once('data', (line: Buffer) => resolve(line.toString())));
    await answering(port);
    await desk.mutate('mutation ($id: ID!) { testWebhook(input: { id: $id }) { delivery { id } userErrors { code field message } } }', { id: endpoint.id });
    expect(await told).toBe(`webhook.test ${endpoint.id} version 1\n`);
    const forged = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1_000)), 'webhook-signature': 'v1,AAAA' };
    expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: forged, body: '{}' })).status).toBe(400);
  } finally {
    receiver?.kill();
    await registry.stop();
    await new Promise((closed) => proxy.close(closed).closeAllConnections());
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

async function answering(port: number): Promise<void> {
  const until = Date.now() + 20_000;
  while (!(await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false))) {
    if (Date.now() > until) throw new Error('the receiver does not answer');
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
