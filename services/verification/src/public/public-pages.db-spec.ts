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
    expect(text).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain(`default-src 'none'`);
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
