import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPublishedAchievement, revoke } from './arrange.js';

const verify = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours statusAsOf steps { step outcome code } } }`;

interface Verified {
  verifyCredential: { verdict: string; ours: boolean; steps: { step: string; outcome: string; code: string | null }[] };
}

interface Read {
  award: { credential: { id: string; url: string; document: Record<string, unknown> & { credentialSubject: { achievement: { name: string } } } } };
}

const documentOf = async (tenant: TestTenant, award: { id: string; position: string }) =>
  (
    await tenant.read<Read>(`query ($id: ID!) { award(id: $id) { credential { id url state document } } }`, { id: award.id }, { awaitPosition: award.position })
  ).award.credential;

describe('a verifier', () => {
  let tenant: TestTenant;
  const anyone = () => aRegistry().operator.as(null);
  beforeAll(async () => {
    tenant = await aTenant();
  });

  it('accepts a credential of the registry, names each step, and refuses one that was changed', async () => {
    const achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows tides');
    const { document } = await documentOf(tenant, await anAward(tenant, achievement, 'V-1'));
    expect(document).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'] });
    const { verifyCredential } = await anyone().read<Verified>(verify, { input: { document } });
    expect(verifyCredential).toMatchObject({ verdict: 'VALID', ours: true });
    expect(verifyCredential.steps.map(({ step }) => step)).toEqual(expect.arrayContaining(['parse', 'context', 'schema', 'proof', 'issuerKey', 'validity', 'revocation']));

    const changed = structuredClone(document);
    changed.credentialSubject.achievement.name = 'Commands a ship';
    const refused = await anyone().read<Verified>(verify, { input: { document: changed } });
    expect(refused.verifyCredential.verdict).toBe('INVALID');
    expect(refused.verifyCredential.steps).toContainEqual(expect.objectContaining({ step: 'proof', outcome: 'INVALID' }));
  });

  it('never sees a revoked credential as valid after the position of the revocation', async () => {
    const achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows winds');
    const award = await anAward(tenant, achievement, 'V-2');
    const { document } = await documentOf(tenant, award);
    const position = await revoke(tenant, award.id);
    const { verifyCredential } = await anyone().read<Verified>(verify, { input: { document } }, { awaitPosition: position });
    expect(verifyCredential.verdict).toBe('INVALID');
    expect(verifyCredential.steps).toContainEqual({ step: 'revocation', outcome: 'INVALID', code: 'REVOKED' });
  });

  it('fetches a public credential at its own address, and gets the same answer for a private one as for none', async () => {
    const achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows currents');
    const open = await anAward(tenant, achievement, 'V-3', { visibility: 'PUBLIC' });
    const hidden = await anAward(tenant, achievement, 'V-4');
    const { url, document } = await documentOf(tenant, open);
    await documentOf(tenant, hidden);
    const { url: base } = aRegistry();
    const path = (address: string) => `${base}${new URL(address).pathname}`;
    const fetched = await fetch(path(url), { headers: { accept: 'application/vc+ld+json' } });
    expect(fetched.status).toBe(200);
    expect(await fetched.json()).toEqual(document);
    const page = await fetch(path(url), { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch(/text\/html/);
    expect(await page.text()).toContain('Knows currents');
    const absent = await fetch(path(url).replace(open.id, 'awd_0192f0c8-7a00-7000-8000-000000000000'));
    const forbidden = await fetch(path(url).replace(open.id, hidden.id));
    expect([absent.status, forbidden.status]).toEqual([404, 404]);
    expect(await forbidden.text()).toBe(await absent.text());
  });

  it('reads the revocation in the signed status list', async () => {
    const achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows stars');
    const award = await anAward(tenant, achievement, 'V-5', { visibility: 'PUBLIC' });
    const { document } = await documentOf(tenant, award);
    const { statusListCredential } = document.credentialStatus as { statusListCredential: string };
    const list = async () => (await fetch(`${aRegistry().url}${new URL(statusListCredential).pathname}`)).json() as Promise<{ credentialSubject: { encodedList: string } }>;
    const before = (await list()).credentialSubject.encodedList;
    await revoke(tenant, award.id);
    const until = Date.now() + 20_000;
    while ((await list()).credentialSubject.encodedList === before && Date.now() < until) await new Promise((resume) => setTimeout(resume, 200));
    expect((await list()).credentialSubject.encodedList).not.toBe(before);
  });

  it('cannot say of a foreign credential what it cannot know', async () => {
    const achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows sails');
    const { document } = await documentOf(tenant, await anAward(tenant, achievement, 'V-6'));
    const foreign = { ...document, issuer: { ...(document.issuer as object), id: 'did:web:elsewhere.example' } };
    const { verifyCredential } = await anyone().read<Verified>(verify, { input: { document: foreign } });
    expect(verifyCredential.verdict).not.toBe('VALID');
  });
});
