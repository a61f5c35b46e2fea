import { setTimeout as pause } from 'node:timers/promises';
import { principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';
import { VerificationCounter } from './verification-counter.service.js';

const verifyText = 'query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict } }';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

async function waitFor(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !isSo(); await pause(20)) if (Date.now() > end) throw new Error('it did not come about');
}

describe('verifications of credentials', () => {
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

  /** How often it was by each kind of caller; as many tellings as there were are added up. */
  const told = (award: string): Record<string, number> => {
    const sums: Record<string, number> = {};
    const events = registry.bus.published.map(({ value }) => JSON.parse(value) as { type: string; data: { counts: { award: string; class: string; n: number }[] } });
    for (const { type, data } of events) {
      if (type !== 'cairn.credential.verified.v1') continue;
      for (const { class: by, n } of data.counts.filter((count) => count.award === award)) sums[by] = (sums[by] ?? 0) + n;
    }
    return sums;
  };
  const asked = (tenant: string | null, award: string) =>
    registry.ask(verifyText, { input: { url: `${publicUrl}/c/awd_${award}` } }, principalOf({ actor: newId(), tenant, rights: [] }));

  it('are told by kind of caller, nothing of who it was', async () => {
    const { award } = await provider.award();
    await registry.get(`/c/awd_${award}`, { accept: 'text/html', 'user-agent': browser });
    await registry.get(`/c/awd_${award}`, { accept: 'text/html', 'user-agent': browser });
    await registry.get(`/c/awd_${award}.json`, { 'user-agent': 'acme-hiring/4.2' });
    await registry.get(`/c/awd_${award}`, { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (compatible; Examplebot/2.1)' });
    await asked(provider.tenant, award);
    await asked(newId(), award);
    const counts = registry.app.get(VerificationCounter);
    await counts.look();
    await counts.look();
    await waitFor(() => Object.values(told(award)).reduce((sum, n) => sum + n, 0) >= 6);
    expect(told(award)).toEqual({ person: 2, 'relying system': 2, bot: 1, 'own issuer': 1 });
  });

  it('are told by a process that stops in order before they were due', async () => {
    const { award } = await provider.award();
    const ending = await VerificationRegistry.open(registry);
    await ending.get(`/c/awd_${award}`, { accept: 'text/html', 'user-agent': browser });
    await ending.get(`/c/awd_${award}.json`, { 'user-agent': 'acme-hiring/4.2' });
    await ending.close();
    await waitFor(() => Object.keys(told(award)).length > 0);
    expect(told(award)).toEqual({ person: 1, 'relying system': 1 });
  });

  it('are none where nothing was found', async () => {
    const [nobody, { award }] = [newId(), await provider.award()];
    await registry.get(`/c/awd_${nobody}`, { accept: 'text/html', 'user-agent': browser });
    await asked(newId(), nobody);
    await registry.get(`/c/awd_${award}.json`);
    await registry.app.get(VerificationCounter).look();
    await waitFor(() => Object.keys(told(award)).length > 0);
    expect(told(nobody)).toEqual({});
  });
});
