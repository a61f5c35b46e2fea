import { createHash } from 'node:crypto';
import { unbake } from '@cairn/credentials';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';

describe('public pages', () => {
  let registry: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    provider = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  it('shows people what, from whom, on which basis and whether it holds', async () => {
    const { award } = await provider.award();
    const response = await registry.get(`/c/awd_${award}`, { accept: 'text/html' });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('Applied data literacy &lt;1&gt; (Applied competency, assessed)');
    expect(text).toContain('Harbour University');
    expect(text).toContain('Valid: every check holds.');
    expect(text).toContain('Is the signature right');
    const [, address = '', integrity = ''] = /<script type="module" src="([^"]+)" integrity="([^"]+)"/.exec(text) ?? [];
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src ${address}; connect-src 'self' https:; require-trusted-types-for 'script'`);
    const script = await registry.get(address.slice(publicUrl.length));
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(`sha384-${createHash('sha384').update(Buffer.from(await script.arrayBuffer())).digest('base64')}`).toBe(integrity);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('vary')).toContain('Accept');
  });

  it('sends machines the same bytes under every name for JSON', async () => {
    const { award } = await provider.award();
    const asked = await Promise.all([
      registry.get(`/c/awd_${award}`, { accept: 'application/vc+ld+json' }),
      registry.get(`/c/awd_${award}`, { accept: 'application/json' }),
      registry.get(`/c/awd_${award}.json`),
    ]);
    expect(asked.map(({ headers }) => headers.get('content-type'))).toEqual(['application/vc+ld+json', 'application/json', 'application/vc+ld+json']);
    const texts = await Promise.all(asked.map((response) => response.text()));
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ id: `${publicUrl}/c/awd_${award}`, type: ['VerifiableCredential', 'OpenBadgeCredential'] });
  });

  it('negotiates every form, and gives the same by the end of an address', async () => {
    const { award } = await provider.award({ validUntil: '2999-01-01' });
    const path = `/c/awd_${award}`;
    const forms = [
      ['application/vc+ld+json', '.json'],
      ['text/plain', '.jws'],
      ['application/vc+jwt', '.jwt'],
      ['image/png', '.png'],
      ['image/svg+xml', '.svg'],
      ['application/pdf', '.pdf'],
    ] as const;
    for (const [type, suffix] of forms) {
      const [byType, bySuffix] = [await registry.get(path, { accept: type }), await registry.get(path + suffix)];
      expect([type, byType.status, byType.headers.get('content-type'), byType.headers.get('vary')]).toEqual([type, 200, type, 'Accept']);
      expect([bySuffix.status, bySuffix.headers.get('content-type')]).toEqual([200, type]);
    }
    const text = await (await registry.get(`${path}.json`)).text();
    for (const suffix of ['.png', '.svg']) {
      const found = unbake(new Uint8Array(await (await registry.get(path + suffix)).arrayBuffer()));
      expect(found.ok && found.text).toBe(text);
    }
    expect((await (await registry.get(`${path}.jws`)).text()).split('.')).toHaveLength(3);
    const pdf = Buffer.from(await (await registry.get(`${path}.pdf`)).arrayBuffer()).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf).toContain('/StructTreeRoot');
    expect((await registry.get(path, { accept: 'audio/ogg' })).status).toBe(406);
  });

  it('has what others show of a link, a code to scan, and the last day for calendars', async () => {
    const { award } = await provider.award({ validUntil: '2031-01-01' });
    const path = `/c/awd_${award}`;
    const page = await (await registry.get(path, { accept: 'text/html' })).text();
    expect(page).toContain(`<meta property="og:image" content="${publicUrl}${path}/preview.png">`);
    expect(page).toContain(`href="${publicUrl}${path}/oembed.json"`);
    const preview = Buffer.from(await (await registry.get(`${path}/preview.png`)).arrayBuffer());
    expect([preview.readUInt32BE(16), preview.readUInt32BE(20)]).toEqual([1200, 630]);
    const embed = (await (await registry.get(`${path}/oembed.json`)).json()) as { type: string; html: string };
    expect(embed.type).toBe('rich');
    expect(embed.html).not.toMatch(/<script|style=|onload/);
    expect(await (await registry.get(`${path}/qr.svg`)).text()).toContain('<svg');
    const calendar = await (await registry.get(`${path}.ics`)).text();
    expect(calendar).toContain('DTSTART;VALUE=DATE:20301231');
    const forever = await provider.award({ validUntil: null });
    expect((await registry.get(`/c/awd_${forever.award}.ics`)).status).toBe(404);
    expect((await registry.get(`${path}/nonsense`)).status).toBe(404);
    expect((await registry.get(`${path}.exe`)).status).toBe(404);
  });

  it('shows where an award stands, and offers to show it on while it is in force only', async () => {
    const fact = await provider.award();
    const read = async () => (await registry.get(`/c/awd_${fact.award}`, { accept: 'text/html' })).text();
    expect(await read()).toContain('Show this award');
    const suspended = await provider.change('suspended', fact, { state: 'SUSPENDED', cause: 'ISSUER' });
    expect(await read()).toContain('This award is suspended');
    await provider.revoke(suspended);
    const revoked = await read();
    expect(revoked).toContain('This award was revoked');
    expect(revoked).not.toContain('Show this award');
  });

  it('answers for a private award exactly as for an unknown one', async () => {
    const { award } = await provider.award({ visibility: 'PRIVATE' });
    for (const suffix of ['', '.json']) {
      const answers = await Promise.all(
        [`/c/awd_${award}${suffix}`, `/c/awd_${newId()}${suffix}`, `/c/nonsense${suffix}`].map(async (path) => {
          const response = await registry.get(path);
          const { date: _date, ...headers } = Object.fromEntries(response.headers);
          return { status: response.status, headers, text: await response.text() };
        }),
      );
      expect(answers[0]?.status).toBe(404);
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    }
  });

  it('shows an issuer and its DID document, and knows no other', async () => {
    const page = await registry.get(`/i/${provider.slug}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`did:web:127.0.0.1%3A4310:i:${provider.slug}`);
    const did = await registry.get(`/i/${provider.slug}/did.json`);
    expect(did.headers.get('access-control-allow-origin')).toBe('*');
    expect(JSON.stringify(await did.json())).not.toContain('"d"');
    expect((await registry.get('/i/nobody')).status).toBe(404);
    expect((await registry.get('/i/nobody/did.json')).status).toBe(404);
    expect((await registry.get('/i/%00')).status).toBe(404);
  });

  it('serves a status list for half a minute, and not again to whoever has it', async () => {
    const { award } = await provider.award();
    const document = (await (await registry.get(`/c/awd_${award}.json`)).json()) as { credentialStatus: { statusListCredential: string } };
    const path = document.credentialStatus.statusListCredential.slice(publicUrl.length);
    const first = await registry.get(path);
    expect(first.headers.get('cache-control')).toBe('public, max-age=30');
    const list = (await first.json()) as { type: string[]; proof: unknown[] };
    expect(list.type).toContain('BitstringStatusListCredential');
    expect(list.proof).toHaveLength(1);
    // Without the second header fetch asks for a copy that is not from any cache.
    const again = await registry.get(path, { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' });
    expect(again.status).toBe(304);
    expect((await registry.get(`/status/${newId()}`)).status).toBe(404);
    expect((await registry.get('/status/nonsense')).status).toBe(404);
  });
});
