import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@cairn/postgres';
import { Client } from 'pg';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

const rotate = `mutation ($input: RotateSigningKeyInput!) {
  rotateSigningKey(input: $input) { signingKey { id state } userErrors { code } position }
}`;
const keysOf = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Issuer { did signingKeys { id state didKey retiredAt } } } }`;
const check = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code } } }`;

interface Rotated {
  rotateSigningKey: { signingKey: { id: string; state: string } | null; userErrors: { code: string }[]; position: string | null };
}
interface Keys {
  _entities: [{ did: string; signingKeys: { id: string; state: string; didKey: string; retiredAt: string | null }[] }];
}

describe('signing keys', () => {
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

  const issuer = () => `iss_${provider.issuer}`;
  const keys = async () => (await registry.ask<Keys>(keysOf, { r: [{ __typename: 'Issuer', id: issuer() }] }))._entities[0];
  const documentOf = async ({ award }: { award: string }) => {
    let response = await registry.get(`/c/awd_${award}.json`);
    // As a reader does who is told to come back: a slow machine may have six rotations queue for a second.
    for (let again = 0; response.status === 503 && again < 10; again += 1) {
      await pause(Number(response.headers.get('retry-after')) * 1_000);
      response = await registry.get(`/c/awd_${award}.json`);
    }
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vc+ld+json']);
    return (await response.json()) as { proof: [{ verificationMethod: string }] };
  };

  it('gives a new issuer a key and a DID of its first slug, which it keeps under another name', async () => {
    const { did, signingKeys } = await keys();
    expect(did).toBe(`did:web:127.0.0.1%3A4310:i:${provider.slug}`);
    expect(signingKeys).toMatchObject([{ state: 'ACTIVE', retiredAt: null }]);
    expect(signingKeys[0]?.id).toBe(`${did}#${signingKeys[0]?.didKey.slice('did:key:'.length)}`);
    await provider.tellProfile(2, 'Harbour and Hill University');
    expect((await keys()).did).toBe(did);
  });

  it('goes on accepting what the former key signed, and signs with the new one', async () => {
    const before = await documentOf(await provider.award());
    registry.forward(2_000);
    const { rotateSigningKey: rotated } = await registry.ask<Rotated>(rotate, { input: { issuerId: issuer() } }, provider.administrator);
    expect(rotated).toMatchObject({ signingKey: { state: 'ACTIVE' }, userErrors: [], position: expect.any(String) });
    expect((await keys()).signingKeys.map(({ state }) => state)).toEqual(['ACTIVE', 'RETIRED']);
    registry.forward(2_000);
    const after = await documentOf(await provider.award());
    expect(before.proof[0].verificationMethod).not.toBe(rotated.signingKey?.id);
    expect(after.proof[0].verificationMethod).toBe(rotated.signingKey?.id);
    for (const document of [before, after]) {
      expect(await registry.ask(check, { input: { document } })).toMatchObject({ verifyCredential: { verdict: 'VALID' } });
    }
    const did = (await (await registry.get(`/i/${provider.slug}/did.json`)).json()) as { assertionMethod: string[]; id: string };
    expect(did.assertionMethod).toHaveLength(2);
    expect(did.id).toBe((await keys()).did);
  });

  it('never leaves an issuer with two active keys, however many rotate at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => registry.ask(rotate, { input: { issuerId: issuer() } }, provider.administrator)));
    const states = (await keys()).signingKeys.map(({ state }) => state);
    expect(states.filter((state) => state === 'ACTIVE')).toHaveLength(1);
    expect(states).toHaveLength(8);
  });

  it('stores no document of a key that is retired while it signs', async () => {
    const facts = await provider.awardMany(30);
    const [documents] = await Promise.all([
      Promise.all(facts.map((fact) => documentOf(fact))),
      (async () => {
        for (let turn = 0; turn < 8; turn += 1) await registry.ask(rotate, { input: { issuerId: issuer() } }, provider.administrator);
      })(),
    ]);
    for (const document of documents) {
      expect(await registry.ask(check, { input: { document } })).toMatchObject({ verifyCredential: { verdict: 'VALID' } });
    }
  });

  it('asks a reader to come back while a rotation takes longer than anybody waits', async () => {
    const fact = await provider.award();
    const rotation = new Client({ connectionString: registry.test.workerUrl });
    await rotation.connect();
    try {
      await rotation.query(`SELECT pg_advisory_lock(hashtextextended($1, 1))`, [provider.issuer]);
      const response = await registry.get(`/c/awd_${fact.award}.json`);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await response.json()).toMatchObject({ status: 503, code: 'OVERLOADED', type: '/docs/errors#OVERLOADED' });
    } finally {
      await rotation.end();
    }
    await documentOf(fact);
  });

  it('lets only the administrators of the issuer rotate', async () => {
    const input = { issuerId: issuer() };
    const designer = { ...provider.administrator, rights: ['DESIGN' as const] };
    const stranger = new Provider(registry).administrator;
    const refusalOf = async (principal: typeof stranger) => (await registry.ask<Rotated>(rotate, { input }, principal)).rotateSigningKey.userErrors;
    const over = (id: string) => ({ ...provider.administrator, rights: [], scoped: [{ right: 'ADMINISTER' as const, kind: 'ISSUER' as const, id }] });
    expect(await refusalOf(designer)).toEqual([{ code: 'GRANT_MISSING' }]);
    expect(await refusalOf(over(newId()))).toEqual([{ code: 'GRANT_MISSING' }]);
    expect(await refusalOf(over(provider.issuer))).toEqual([]);
    expect(await refusalOf(stranger)).toEqual([{ code: 'NOT_FOUND' }]);
    await expect(registry.ask(rotate, { input })).rejects.toThrow(/UNAUTHENTICATED/);
  });
});
