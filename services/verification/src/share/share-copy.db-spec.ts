import { newTenantSecret, tenantSecretHash } from '@cairn/access';
import { earnerErased, shareEnded, shareOpened } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

describe('a link to an award', () => {
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

  async function opened(more: { until?: string | null; evidence?: string[]; visibility?: 'PRIVATE' | 'PUBLIC' } = {}) {
    const { until = null, evidence = [], visibility = 'PRIVATE' } = more;
    const file = newId();
    const fact = await provider.award({ visibility, evidence: [{ evidence: evidence[0] ?? file, requirement: 'work', kind: 'FILE' }] });
    const { award, earner } = fact;
    const [share, secret] = [newId(), newTenantSecret(provider.tenant)];
    const data = { share, earner, award, secretHash: tenantSecretHash(secret).toString('hex'), evidence, until, at: registry.now() };
    await registry.hear({ contract: shareOpened, tenant: provider.tenant, subject: share, version: 1, data });
    const end = () => registry.hear({ contract: shareEnded, tenant: provider.tenant, subject: share, version: 2, data: { share, earner, award, at: registry.now() } });
    return { path: `/c/awd_${award}`, secret, end, fact };
  }
  const bare = async (path: string) => {
    const response = await registry.get(path, { accept: 'text/html' });
    const { date: _date, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, text: await response.text() };
  };

  it('opens the page of an award that is not public, in every form, and is neither found nor kept', async () => {
    const { path, secret } = await opened();
    const page = await registry.get(`${path}?share=${secret}`, { accept: 'text/html' });
    const text = await page.text();
    expect([page.status, page.headers.get('x-robots-tag'), page.headers.get('cache-control')]).toEqual([200, 'noindex, nofollow', 'private, no-store']);
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(text).not.toMatch(/og:|oembed|Show this award/);
    expect(text).toContain(`data-document="http://127.0.0.1:4310${path}.json?share=${secret}"`);
    for (const suffix of ['.json', '.pdf', '.png']) expect((await registry.get(`${path}${suffix}?share=${secret}`)).status).toBe(200);
    expect((await registry.get(`${path}.json`)).status).toBe(404);
  });

  it('shows the evidence that its earner chose', async () => {
    const id = newId();
    const { path, secret } = await opened({ evidence: [id] });
    expect(await (await registry.get(`${path}?share=${secret}`, { accept: 'text/html' })).text()).toContain(`/shared/${secret}/evidence/evd_${id}`);
  });

  it('opens nothing once it was ended or is over, as if there were nothing', async () => {
    const unknown = await bare(`/c/awd_${newId()}`);
    const ended = await opened();
    await ended.end();
    expect(await bare(`${ended.path}?share=${ended.secret}`)).toEqual(unknown);
    const over = await opened({ until: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await bare(`${over.path}?share=${over.secret}`)).status).toBe(200);
    registry.forward(3_600_001);
    expect(await bare(`${over.path}?share=${over.secret}`)).toEqual(unknown);
  });

  it('opens no other award, and nothing of another tenant', async () => {
    const [one, other] = [await opened(), await opened()];
    expect((await bare(`${one.path}?share=${other.secret}`)).status).toBe(404);
    expect((await bare(`${one.path}?share=${newTenantSecret(newId())}`)).status).toBe(404);
    expect((await bare(`${one.path}?share=nonsense`)).status).toBe(404);
    expect((await bare(`${one.path}?share=${one.secret}&share=${one.secret}`)).status).toBe(404);
  });

  it('leaves the page of a public award as open as it is', async () => {
    const { path, secret, end } = await opened({ visibility: 'PUBLIC' });
    await end();
    const page = await registry.get(`${path}?share=${secret}`, { accept: 'text/html' });
    expect([page.status, page.headers.get('x-robots-tag')]).toEqual([200, null]);
  });

  it('says of a person who was erased that there was something', async () => {
    const { path, secret, fact } = await opened();
    await registry.hear({ contract: earnerErased, tenant: provider.tenant, subject: fact.earner, version: 2, data: { earner: fact.earner, at: registry.now() } });
    expect((await bare(`${path}?share=${secret}`)).status).toBe(410);
    expect((await bare(path)).status).toBe(404);
  });
});
