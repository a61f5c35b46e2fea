import { bitAt, decodeBitstring } from '@cairn/credentials';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';
import { Freshness } from './freshness.service.js';

const check = `query ($input: VerifyCredentialInput!) {
  verifyCredential(input: $input) { verdict ours statusAsOf steps { step outcome code message } credential { id status { revoked } } }
}`;

interface Check {
  verifyCredential: {
    verdict: string;
    ours: boolean;
    statusAsOf: string | null;
    steps: { step: string; outcome: string; code: string | null }[];
    credential: { id: string; status: { revoked: boolean } } | null;
  };
}

type Document = Record<string, unknown> & { credentialStatus: { statusListCredential: string; statusListIndex: string } };

describe('verifying', () => {
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

  const verify = async (input: Record<string, unknown>) => (await registry.ask<Check>(check, { input })).verifyCredential;
  const documentOf = async ({ award }: { award: string }) =>
    JSON.parse(await (await registry.get(`/c/awd_${award}.json`)).text()) as Document;
  const step = (result: Check['verifyCredential'], name: string) => result.steps.find((one) => one.step === name);
  const bitOf = async ({ credentialStatus: { statusListCredential, statusListIndex } }: Document) => {
    const response = await registry.get(statusListCredential.slice(publicUrl.length));
    const list = (await response.json()) as { credentialSubject: { encodedList: string } };
    const decoded = decodeBitstring(list.credentialSubject.encodedList);
    return decoded.ok && bitAt(decoded.bits, Number(statusListIndex));
  };

  it('finds a credential of the registry valid, by document and by address, without a key', async () => {
    const fact = await provider.award();
    const document = await documentOf(fact);
    for (const input of [{ document }, { document: JSON.stringify(document) }, { url: `${publicUrl}/c/awd_${fact.award}` }]) {
      const result = await verify(input);
      expect(result).toMatchObject({ verdict: 'VALID', ours: true, credential: { status: { revoked: false } } });
      expect(result.steps.map((one) => one.step)).toEqual([
        'parse', 'context', 'schema', 'proof', 'issuerKey', 'issuerIdentity', 'validity', 'suspension', 'revocation', 'definition', 'authority',
      ]);
      expect(result.steps.every(({ code }) => code === null)).toBe(true);
      expect(Date.now() - Date.parse(result.statusAsOf ?? '')).toBeLessThan(60_000);
    }
  });

  it('finds a revoked credential invalid at once, and the served list shows its bit', async () => {
    const fact = await provider.award();
    const document = await documentOf(fact);
    expect(await bitOf(document)).toBe(false);
    const before = new Date(Date.now() + 1_000).toISOString();
    registry.forward(5_000);
    await provider.revoke(fact);
    const result = await verify({ document });
    expect(result).toMatchObject({ verdict: 'INVALID', credential: { status: { revoked: true } } });
    expect(step(result, 'revocation')).toMatchObject({ outcome: 'INVALID', code: 'REVOKED' });
    expect(await bitOf(document)).toBe(true);
    expect(await verify({ document, asOf: before })).toMatchObject({ verdict: 'VALID' });
  });

  it('signs a credential that was revoked before anyone asked for it, with its bit set', async () => {
    const fact = await provider.award();
    await provider.revoke(fact);
    registry.forward(5_000);
    const document = await documentOf(fact);
    expect(await bitOf(document)).toBe(true);
    expect(await verify({ document })).toMatchObject({ verdict: 'INVALID' });
  });

  it('tells of a suspension while it lasts, and sets no bit for it', async () => {
    const fact = await provider.award();
    const document = await documentOf(fact);
    const suspended = await provider.change('suspended', fact, { state: 'SUSPENDED', cause: 'under review' });
    const result = await verify({ document });
    expect(result.verdict).toBe('INVALID');
    expect(step(result, 'suspension')).toMatchObject({ outcome: 'INVALID', code: 'SUSPENDED' });
    expect(await bitOf(document)).toBe(false);
    registry.forward(1_000);
    await provider.change('reinstated', suspended, { state: 'ACTIVE', cause: 'cleared' });
    expect(await verify({ document })).toMatchObject({ verdict: 'VALID' });
  });

  it('finds a changed document invalid', async () => {
    const document = await documentOf(await provider.award());
    const tampered = { ...document, name: 'Doctor of everything' };
    const result = await verify({ document: tampered });
    expect(result.verdict).toBe('INVALID');
    expect(step(result, 'proof')).toMatchObject({ outcome: 'INVALID', code: 'SIGNATURE_WRONG' });
  });

  it('cannot say about a foreign issuer, and asks nobody', async () => {
    const document = await documentOf(await provider.award());
    const foreign = { ...document, issuer: { ...(document['issuer'] as object), id: 'did:web:elsewhere.example' } };
    const result = await verify({ document: foreign });
    expect(result).toMatchObject({ ours: false, credential: null });
    expect(result.verdict).not.toBe('VALID');
    expect(step(result, 'issuerKey')?.outcome).not.toBe('VALID');
  });

  it('answers anything at all with steps, not with a fault', async () => {
    for (const document of [[], 'no JSON', {}, { issuer: {} }, { '@context': 5, id: 7, proof: [null] }, 12]) {
      expect((await verify({ document })).verdict).not.toBe('VALID');
    }
    expect(await verify({ url: 'https://elsewhere.example/c/1' })).toMatchObject({ verdict: 'UNKNOWN', ours: false });
    await expect(registry.ask(check, { input: {} })).rejects.toThrow(/BAD_USER_INPUT/);
  });

  it('hides a private award from strangers, but checks its document for whoever holds it', async () => {
    const fact = await provider.award({ visibility: 'PRIVATE' });
    const own = await registry.ask<{ _entities: { credential: { document: Document } }[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Award { credential { document } } } }`,
      { r: [{ __typename: 'Award', id: `awd_${fact.award}` }] },
      provider.administrator,
    );
    const document = own._entities[0]?.credential.document;
    expect(await verify({ document })).toMatchObject({ verdict: 'VALID', ours: true, credential: null });
    expect(await verify({ url: `${publicUrl}/c/awd_${fact.award}` })).toMatchObject({ verdict: 'UNKNOWN', ours: false });
  });

  it('vouches for a clear status no longer than 15 minutes after the log fell silent', async () => {
    const [clear, revoked] = [await provider.award(), await provider.award()];
    const documents = [await documentOf(clear), await documentOf(revoked)];
    await provider.revoke(revoked);
    registry.bus.up = false;
    await registry.app.get(Freshness).probe();
    registry.forward(14 * 60_000);
    expect(await verify({ document: documents[0] })).toMatchObject({ verdict: 'VALID' });
    registry.forward(2 * 60_000);
    const stale = await verify({ document: documents[0] });
    expect(stale.verdict).toBe('UNKNOWN');
    expect(step(stale, 'revocation')).toMatchObject({ outcome: 'UNKNOWN', code: 'STATUS_STALE' });
    expect(await verify({ document: documents[1] })).toMatchObject({ verdict: 'INVALID' });
    registry.bus.up = true;
    registry.bus.idleMs = 20 * 60_000;
    await registry.app.get(Freshness).probe();
    expect((await verify({ document: documents[0] })).verdict).toBe('UNKNOWN');
    registry.bus.idleMs = 0;
    await registry.app.get(Freshness).probe();
    expect(await verify({ document: documents[0] })).toMatchObject({ verdict: 'VALID' });
  });
});
