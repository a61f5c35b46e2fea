import { createServer, type Server } from 'node:https';
import { createServer as createListener, type AddressInfo, type Server as Listener } from 'node:net';
import { aCertificate } from '@cairn/testkit';
import { Fetcher } from './fetcher.js';
import { hostileAddresses } from './hostile-addresses.fixture.js';

const use = { accept: ['application/json'] };
const certificate = await aCertificate('outer.example');

/** The attack table's row A19: whatever address is given, redirected to or resolved to, nothing inside is touched. */
describe('the fetcher, before hostile addresses', () => {
  let inner: Listener;
  let hits = 0;
  let port: number;
  let outer: Server;
  let outerPort: number;
  let redirectTo = '';
  const open: Fetcher[] = [];
  const fetcher = (options: ConstructorParameters<typeof Fetcher>[0]) => {
    const made = new Fetcher(options);
    open.push(made);
    return made;
  };

  beforeAll(async () => {
    inner = createListener((socket) => {
      hits += 1;
      socket.destroy();
    });
    await new Promise<void>((ready) => inner.listen(0, '127.0.0.1', ready));
    port = (inner.address() as AddressInfo).port;
    outer = createServer(certificate, (_request, response) => response.writeHead(302, { location: redirectTo }).end());
    await new Promise<void>((ready) => outer.listen(0, '127.0.0.1', ready));
    outerPort = (outer.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    outer.closeAllConnections();
    await Promise.all([inner, outer].map((server) => new Promise((closed) => server.close(closed))));
  });

  const spelled = () => hostileAddresses.map((address) => address.replaceAll('{port}', String(port)));
  /** Names that an attacker cannot bend are answered as on a machine that knows only itself. */
  const lookup = async () => ['127.0.0.1', '::1'];

  it('calls no inner host however it is spelled', async () => {
    expect(hostileAddresses.length).toBeGreaterThanOrEqual(200);
    const guarded = fetcher({ lookup });
    const outcomes = await Promise.all(spelled().map(async (url) => `${(await guarded.get(url, use)).outcome} ${url}`));
    expect(outcomes.filter((outcome) => !outcome.startsWith('ADDRESS_NOT_ALLOWED '))).toEqual([]);
    expect(hits).toBe(0);
  });

  it('follows no redirect to an inner host', async () => {
    const guarded = fetcher({ lookup, allow: [{ host: 'outer.example', port: outerPort, address: '127.0.0.1', ca: certificate.cert }] });
    for (const target of spelled().filter((url) => !/[^\x20-\x7e]/.test(url) && URL.canParse(url))) {
      redirectTo = target;
      const { outcome } = await guarded.get(`https://outer.example:${outerPort}/`, use);
      // "https:host" means a path of the host that redirects.
      const isPath = new URL(target, 'https://outer.example').host === 'outer.example';
      expect(`${outcome} ${target}`).toBe(`${isPath ? 'TOO_MANY_REDIRECTS' : 'ADDRESS_NOT_ALLOWED'} ${target}`);
    }
    expect(hits).toBe(0);
  });

  it('is not fooled by a name that resolves to a public address first and to an inner one later', async () => {
    let asked = 0;
    const rebinding = fetcher({
      totalMs: 300,
      lookup: async () => {
        asked += 1;
        return asked === 1 ? ['198.51.100.1', '127.0.0.1'] : ['127.0.0.1'];
      },
    });
    for (let turn = 0; turn < 5; turn += 1) expect(await rebinding.get('https://rebinding.example/', use)).toMatchObject({ outcome: 'ADDRESS_NOT_ALLOWED' });
    expect(hits).toBe(0);
  });

  it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['64:ff9b::7f00:1'], ['169.254.169.254'], ['fd00:ec2::254'], ['8.8.8.8', '10.0.0.1'], ['not an address'], []])(
    'refuses a name that resolves to %s',
    async (...addresses) => {
      expect(await fetcher({ lookup: async () => addresses }).get('https://issuer.example/', use)).toMatchObject({ outcome: 'ADDRESS_NOT_ALLOWED' });
    },
  );

  it('connects to the very address that was judged', async () => {
    let asked = 0;
    // Allowed by name, so that the connection is made: the name is resolved once for it and not again.
    const guarded = fetcher({
      allow: [{ host: 'outer.example', port: outerPort, ca: certificate.cert }],
      lookup: async () => ((asked += 1) === 1 ? ['127.0.0.1'] : ['127.0.0.2']),
    });
    redirectTo = 'https://10.0.0.1/';
    expect(await guarded.get(`https://outer.example:${outerPort}/`, use)).toMatchObject({ outcome: 'ADDRESS_NOT_ALLOWED' });
    expect(asked).toBe(1);
  });
});
