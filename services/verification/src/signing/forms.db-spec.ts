import { deriveSelective, type JsonObject } from '@cairn/credentials';
import { earnerErased } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

const formsOf = `query ($awards: [_Any!]!) { _entities(representations: $awards) { ... on Award {
  credential { id document jwt: compact vcJose: compact(form: VC_JOSE) sdJwt: compact(form: SD_JWT) ecdsaSd: document(form: ECDSA_SD) status { listUrl index } }
} } }`;
const check = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours steps { step outcome code } } }`;
const choose = `mutation ($input: SetIssuerJwtAlgorithmInput!) { setIssuerJwtAlgorithm(input: $input) { issuer { id } userErrors { code field } } }`;

interface Forms {
  readonly id: string;
  readonly document: Record<string, unknown>;
  readonly jwt: string;
  readonly vcJose: string;
  readonly sdJwt: string;
  readonly ecdsaSd: Record<string, unknown>;
  readonly status: { listUrl: string; index: number };
}

const part = (token: string, at: number) => JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('the forms of a credential', () => {
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

  const forms = async (fact: { award: string }) => {
    const { _entities } = await registry.ask<{ _entities: [{ credential: Forms }] }>(formsOf, { awards: [{ __typename: 'Award', id: `awd_${fact.award}` }] });
    return _entities[0].credential;
  };
  const rows = <Row>(sql: string, values: unknown[] = []) => registry.test.database.work((tx) => tx.query<Row>(sql, values));

  it('says the same under the same id and place, as a document and as tokens', async () => {
    const { document, jwt, vcJose, status } = await forms(await provider.award());
    const { proof: _proof, ...said } = document;
    const { iss, sub, jti, nbf, ...claims } = part(jwt, 1);
    expect(claims).toEqual(said);
    expect({ iss, sub, jti, nbf }).toEqual({
      iss: (said['issuer'] as { id: string }).id,
      sub: (said['credentialSubject'] as { id: string }).id,
      jti: said['id'],
      nbf: Date.parse(String(said['validFrom'])) / 1_000,
    });
    expect(part(jwt, 0)).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.stringMatching(/^did:web:[^#]+#[\w-]{43}$/) });
    expect(part(vcJose, 0)).toMatchObject({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid: part(jwt, 0)['kid'] });
    const entry = (purpose: string, listUrl: string) => ({
      id: `${listUrl}#${status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: purpose,
      statusListIndex: String(status.index),
      statusListCredential: listUrl,
    });
    expect(said['credentialStatus']).toEqual(entry('revocation', status.listUrl));
    expect(part(vcJose, 1)).toEqual({ ...said, credentialStatus: [entry('revocation', status.listUrl), entry('suspension', `${status.listUrl}/suspension`)] });
  });

  it('lets the holder withhold results, and derive what says less', async () => {
    const { document, sdJwt, ecdsaSd } = await forms(await provider.award());
    const [issued = '', ...disclosures] = sdJwt.split('~');
    expect(part(issued, 0)).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt' });
    expect(JSON.stringify(part(issued, 1))).not.toContain('"87"');
    expect(disclosures.filter(Boolean).map((one) => (JSON.parse(Buffer.from(one, 'base64url').toString()) as [string, string, unknown])[1])).toEqual(['result']);
    const derived = await deriveSelective(ecdsaSd as JsonObject, ['/name', '/credentialSubject/id']);
    if (!derived.ok) throw new Error(derived.detail);
    expect(derived.document['id']).toBe(document['id']);
    expect(derived.document['credentialSubject']).not.toHaveProperty('result');
    expect(derived.document.proof[0].verificationMethod).toMatch(/#zDn/);
  });

  it.each(['document', 'jwt', 'vcJose', 'sdJwt'] as const)('verifies as %s', async (form) => {
    const made = await forms(await provider.award());
    const given = form === 'document' ? { document: made.document } : { compact: made[form] };
    const { verifyCredential } = await registry.ask<{ verifyCredential: { verdict: string; ours: boolean; steps: { outcome: string }[] } }>(check, { input: given });
    expect(verifyCredential.steps.filter(({ outcome }) => outcome !== 'VALID')).toEqual([]);
    expect(verifyCredential).toMatchObject({ verdict: 'VALID', ours: true });
  });

  it('keeps each form once, however often and by however many it is asked for', async () => {
    const fact = await provider.award();
    const asked = await Promise.all(Array.from({ length: 20 }, () => forms(fact)));
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
    const kept = await rows<{ form: string }>(
      `SELECT form FROM credential_document d JOIN credential c ON c.id = d.credential_id WHERE c.award_id = $1 ORDER BY form`,
      [fact.award],
    );
    expect(kept.map(({ form }) => form)).toEqual(['ECDSA_SD', 'OB3_JWT', 'OB3_LD', 'SD_JWT', 'VC_JOSE']);
  });

  it('makes keys of other algorithms when they are needed, one each, lists them, and serves each by itself', async () => {
    const { jwt } = await forms(await provider.award());
    const kid = String(part(jwt, 0)['kid']);
    const did = (await (await registry.get(`/i/${provider.slug}/did.json`)).json()) as { verificationMethod: { id: string; type: string; publicKeyJwk?: object }[]; assertionMethod: string[] };
    const listed = did.verificationMethod.find(({ id }) => id === kid);
    expect(listed).toMatchObject({ type: 'JsonWebKey', publicKeyJwk: { kty: 'EC', crv: 'P-256' } });
    expect(did.assertionMethod).toContain(kid);
    expect(JSON.stringify(did)).not.toContain('"d":');
    expect(did.verificationMethod.filter(({ type }) => type === 'JsonWebKey')).toHaveLength(1);
    const alone = await registry.get(`/i/${provider.slug}/keys/${kid.split('#')[1]}`);
    expect([alone.status, alone.headers.get('content-type')]).toEqual([200, 'application/jwk+json']);
    expect(await alone.json()).toEqual({ ...listed?.publicKeyJwk, kid: kid.split('#')[1], alg: 'ES256', use: 'sig' });
    for (const unknown of [`/i/${provider.slug}/keys/${'A'.repeat(43)}`, `/i/nobody-here/keys/${kid.split('#')[1]}`]) {
      expect((await registry.get(unknown)).status).toBe(404);
    }
  });

  it('signs tokens with RS256 where the issuer says so, and leaves those that were signed', async () => {
    const before = await provider.award();
    const { jwt } = await forms(before);
    const input = { issuerId: `iss_${provider.issuer}`, algorithm: 'RS256' };
    expect(await registry.ask(choose, { input }, provider.administrator)).toEqual({ setIssuerJwtAlgorithm: { issuer: { id: input.issuerId }, userErrors: [] } });
    expect((await forms(before)).jwt).toBe(jwt);
    const { jwt: later } = await forms(await provider.award());
    expect(part(later, 0)).toMatchObject({ alg: 'RS256' });
    const refused = async (principal: Provider['administrator'], over: object) =>
      (await registry.ask<{ setIssuerJwtAlgorithm: { userErrors: { code: string }[] } }>(choose, { input: { ...input, ...over } }, principal)).setIssuerJwtAlgorithm.userErrors.map(({ code }) => code);
    expect(await refused(provider.administrator, { algorithm: 'ED25519' })).toEqual(['INVALID_VALUE']);
    expect(await refused({ ...provider.administrator, rights: ['DESIGN'] }, {})).toEqual(['GRANT_MISSING']);
    expect(await refused(new Provider(registry).administrator, {})).toEqual(['NOT_FOUND']);
    await registry.ask(choose, { input: { ...input, algorithm: 'ES256' } }, provider.administrator);
  });

  it('destroys every form with the person, and keeps what proves a copy of each', async () => {
    const fact = await provider.award();
    const { jwt, vcJose, sdJwt, ecdsaSd, document } = await forms(fact);
    const at = '2026-03-01T09:30:00Z';
    await registry.hear({ contract: earnerErased, tenant: provider.tenant, subject: fact.earner, version: 2, data: { earner: fact.earner, at } });
    const of = `JOIN credential c ON c.id = x.credential_id WHERE c.award_id = $1`;
    expect(await rows(`SELECT 1 FROM credential_document x ${of}`, [fact.award])).toEqual([]);
    const traces = await rows<{ form: string; value: string }>(`SELECT x.form, x.proof_value AS value FROM document_trace x ${of} ORDER BY form`, [fact.award]);
    expect(traces).toEqual([
      { form: 'ECDSA_SD', value: (ecdsaSd['proof'] as [{ proofValue: string }])[0].proofValue },
      { form: 'OB3_JWT', value: jwt.split('.')[2] },
      { form: 'OB3_LD', value: (document['proof'] as [{ proofValue: string }])[0].proofValue },
      { form: 'SD_JWT', value: sdJwt.split('~')[0]?.split('.')[2] },
      { form: 'VC_JOSE', value: vcJose.split('.')[2] },
    ]);
    expect((await registry.ask<{ verifyCredential: { verdict: string; ours: boolean } }>(check, { input: { document } })).verifyCredential).toMatchObject({ verdict: 'VALID', ours: true });
  });

  it('answers null for a form of what cannot be signed', async () => {
    const fact = await provider.award({ achievementVersion: newId() });
    expect(await forms(fact)).toMatchObject({ document: null, jwt: null, vcJose: null, sdJwt: null, ecdsaSd: null });
  });
});
