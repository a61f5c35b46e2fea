import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type RegistryProcess, startRegistry } from '@cairn/testkit';
import { Webhook } from 'standardwebhooks';
import { asPrinted } from './examples.js';
import { museumOfTides } from './museum-of-tides.js';
import { compile, nodesAtHand, programWithCodegen, projectWithClient, readmeOfClient } from './packed-client.js';

const fence = /^```ts\n(.*?)^```\n+(?:```json\n(.*?)^```)?/gms;

/** The programs of the README by name, and what they print. */
const examples = [...(await readmeOfClient()).matchAll(fence)].map(([, text = '', printed], at) => ({
  name: `example-${at + 1}`,
  text,
  answer: printed === undefined ? undefined : (JSON.parse(printed) as unknown),
}));
const nodes = await nodesAtHand();

describe('the client as it is published', () => {
  let folder: string;
  let registry: RegistryProcess;
  let key: string;
  beforeAll(async () => {
    folder = await projectWithClient();
    registry = await startRegistry('embedded');
    key = await museumOfTides(registry);
  }, 300_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await registry.stop();
  });

  it('says what it needs, and needs nothing else', () => {
    const installed = join(folder, 'node_modules/@cairn/client');
    const about = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(about).toMatchObject({ name: '@cairn/client', type: 'module', license: 'Apache-2.0', engines: { node: '>=20.19' } });
    expect(about).not.toHaveProperty('private');
    expect(about).not.toHaveProperty('dependencies');
    for (const file of ['README.md', 'LICENSE', 'NOTICE', 'schema.graphql', 'dist/index.js', 'dist/index.d.ts']) expect([file, existsSync(join(installed, file))]).toEqual([file, true]);
  });

  it("has types under which the README's examples compile, and a wrong one does not", async () => {
    await compile(folder, new Map(examples.map(({ name, text }) => [name, text])));
    const wrong = examples[0]?.text.replace("{ mine: true", "{ mine: 'yes'") ?? '';
    await expect(compile(folder, new Map([['wrong', wrong]]))).rejects.toThrow(/'string' is not assignable to type 'boolean/);
    const lacking = examples[0]?.text.replace(/execute\(searchAchievements, .*\);/, 'execute(searchAchievements);') ?? '';
    await expect(compile(folder, new Map([['lacking', lacking]]))).rejects.toThrow(/Expected 2-3 arguments/);
  }, 240_000);

  it("runs operations that codegen's client preset has typed", async () => {
    await compile(folder, new Map([['own-operation', await programWithCodegen(folder)]]));
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'own-operation.js')], { env: { REGISTRY: registry.url }, timeout: 50_000 });
    expect(JSON.parse(stdout)).toEqual(['Museum of Tides']);
  }, 240_000);

  describe.each(nodes)('on %s', (node) => {
    test.each(examples.filter(({ answer }) => answer !== undefined).map((example) => [example.name, example] as const))(
      '%s of the README prints what stands under it',
      async (_name, { name, answer }) => {
        const { stdout } = await promisify(execFile)(node, [join(folder, `${name}.js`)], { env: { REGISTRY: registry.url, KEY: key }, timeout: 50_000 });
        expect(asPrinted(JSON.parse(stdout), answer)).toEqual(answer);
      },
      60_000,
    );
  });

  it('receives a webhook as the README does, and refuses one that another signed', async () => {
    const name = examples.find(({ text }) => text.includes('verifyWebhook'))?.name ?? '';
    const { receive } = (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as { receive(request: Request): Promise<Response> };
    const body = JSON.stringify({ specversion: '1.0', id: 'evt_1', type: 'award.issued', subject: 'awd_1', data: { id: 'awd_1', version: 1, position: 'p' } });
    const request = (secret: string) => {
      const now = new Date();
      const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)), 'webhook-signature': new Webhook(secret).sign('evt_1', now, body) };
      return new Request('https://receiver.example/', { method: 'POST', headers, body });
    };
    const [ours, others] = ['whsec_b3VyIHNlY3JldCBvZiAzMiBieXRlcw==', 'whsec_YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXM='] as const;
    process.env.WEBHOOK_SECRETS = ours;
    expect([(await receive(request(ours))).status, (await receive(request(others))).status]).toEqual([204, 400]);
  });
});
