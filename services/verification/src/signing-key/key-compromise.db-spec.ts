import { SigningService } from '../signing/signing.service.js';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { KeyReplacementService } from './key-replacement.service.js';

/** More than one batch. The drill of the plan has 10,000, which took 36 s on two busy cores. */
const many = 620;

const announce = `mutation ($input: PublishNextSigningKeyInput!) {
  publishNextSigningKey(input: $input) { signingKey { id state activeFrom } userErrors { code } position }
}`;
const rotate = `mutation ($input: RotateSigningKeyInput!) { rotateSigningKey(input: $input) { signingKey { id state } userErrors { code } } }`;
const report = `mutation ($input: ReportSigningKeyCompromisedInput!) {
  reportSigningKeyCompromised(input: $input) { signingKey { id state retiredAt } userErrors { code field } position }
}`;
const issuerOf = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Issuer {
  signingKeys { id state algorithm } keyReplacements { signingKeyId reissue revoked reissued finishedAt }
} } }`;
const check = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code } } }`;

interface Payload {
  readonly signingKey: { id: string; state: string; activeFrom: string | null; retiredAt: string | null } | null;
  readonly userErrors: { code: string }[];
  readonly position: string | null;
}
interface IssuerKeys {
  readonly signingKeys: { id: string; state: string; algorithm: string }[];
  readonly keyReplacements: { signingKeyId: string; reissue: boolean; revoked: number; reissued: number; finishedAt: string | null }[] | null;
}
interface Signed {
  readonly proof: [{ verificationMethod: string }];
}

describe('a key that somebody else may have', () => {
  let registry: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
  }, 60_000);
  beforeEach(async () => {
    provider = await new Provider(registry).introduce();
  });
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  const ask = async (mutation: string, input: object, principal = provider.administrator) =>
    Object.values(await registry.ask<Record<string, Payload>>(mutation, { input }, principal))[0] as Payload;
  const issuer = async (principal = provider.administrator) =>
    (await registry.ask<{ _entities: [IssuerKeys] }>(issuerOf, { r: [{ __typename: 'Issuer', id: `iss_${provider.issuer}` }] }, principal))._entities[0];
  const documentOf = async ({ award }: { award: string }) => (await (await registry.get(`/c/awd_${award}.json`)).json()) as Signed;
  const activeKey = async () => (await issuer()).signingKeys.find(({ state, algorithm }) => state === 'ACTIVE' && algorithm === 'ED25519')?.id ?? '';
  const rows = <Row>(sql: string, values: unknown[] = []) => registry.test.database.work((tx) => tx.query<Row>(sql, values));
  const seeToAll = async () => {
    const service = registry.app.get(KeyReplacementService);
    while (await service.step());
  };
  const verdictOf = async (document: unknown) => registry.ask<{ verifyCredential: { verdict: string; steps: { step: string; outcome: string; code: string | null }[] } }>(check, { input: { document } }).then(({ verifyCredential }) => verifyCredential);

  it('lists a key before it signs, and takes the one that was announced at the next rotation', async () => {
    const announced = await ask(announce, { issuerId: `iss_${provider.issuer}` });
    expect(announced).toMatchObject({ signingKey: { state: 'PRE_PUBLISHED', activeFrom: null }, userErrors: [], position: expect.any(String) });
    const listed = (await (await registry.get(`/i/${provider.slug}/did.json`)).json()) as { verificationMethod: { id: string }[] };
    expect(listed.verificationMethod.map(({ id }) => id)).toContain(announced.signingKey?.id);
    expect((await documentOf(await provider.award())).proof[0].verificationMethod).not.toBe(announced.signingKey?.id);
    const rotated = await ask(rotate, { issuerId: `iss_${provider.issuer}` });
    expect(rotated.signingKey).toEqual({ id: announced.signingKey?.id, state: 'ACTIVE' });
    expect((await documentOf(await provider.award())).proof[0].verificationMethod).toBe(announced.signingKey?.id);
  });

  it('signs nothing more, leaves assertionMethod, stays listed, and is replaced at once', async () => {
    const key = await activeKey();
    await ask(announce, { issuerId: `iss_${provider.issuer}` });
    const reported = await ask(report, { signingKeyId: key, from: registry.now(), reason: 'a backup was lost' });
    expect(reported).toMatchObject({ signingKey: { id: key, state: 'COMPROMISED' }, userErrors: [], position: expect.any(String) });
    const did = (await (await registry.get(`/i/${provider.slug}/did.json`)).json()) as { verificationMethod: { id: string }[]; assertionMethod: string[] };
    expect(did.verificationMethod.map(({ id }) => id)).toContain(key);
    expect(did.assertionMethod).not.toContain(key);
    expect((await documentOf(await provider.award())).proof[0].verificationMethod).toBe(await activeKey());
    expect(await activeKey()).not.toBe(key);
    const history = await rows<{ reason: string; actor: string }>(
      `SELECT t.reason, t.actor FROM signing_key_transition t WHERE t.state = 'COMPROMISED' AND t.tenant_id = $1`,
      [provider.tenant],
    );
    expect(history).toEqual([{ reason: 'a backup was lost', actor: provider.administrator.actor }]);
  });

  it('revokes what was signed since, not before, and gives every award that stands a new document', async () => {
    const [early, gone] = [await provider.awardMany(20), await provider.award()];
    const old = await Promise.all(early.map(documentOf));
    await documentOf(gone);
    await provider.revoke(gone);
    registry.forward(5_000);
    const from = registry.now();
    registry.forward(5_000);
    const late = await provider.awardMany(20);
    const forged = await Promise.all(late.map(documentOf));
    const key = await activeKey();
    registry.forward(5_000);
    await ask(report, { signingKeyId: key, from });
    await seeToAll();
    expect((await issuer()).keyReplacements).toEqual([{ signingKeyId: key, reissue: true, revoked: 20, reissued: 40, finishedAt: expect.any(String) }]);
    const bits = async (facts: { award: string }[], latest: boolean) =>
      rows<{ revoked: boolean; key: string }>(
        `SELECT c.revoked, k.public_key_multibase AS key FROM credential c JOIN credential_document d ON d.credential_id = c.id JOIN signing_key k ON k.id = d.key_id
          WHERE c.award_id = ANY($1::uuid[]) AND c.latest = $2`,
        [facts.map(({ award }) => award), latest],
      );
    expect(new Set((await bits(early, false)).map(({ revoked }) => revoked))).toEqual(new Set([false]));
    expect(new Set((await bits(late, false)).map(({ revoked }) => revoked))).toEqual(new Set([true]));
    const fresh = [...(await bits(early, true)), ...(await bits(late, true))];
    expect(fresh).toHaveLength(40);
    expect(fresh.filter(({ revoked, key: by }) => revoked || key.endsWith(by))).toEqual([]);
    expect(await bits([gone], false)).toEqual([]);
    // Our own record proves that the old ones are as old as they say; those since the compromise prove nothing.
    expect((await verdictOf(old[0])).verdict).toBe('VALID');
    expect((await verdictOf(forged[0])).verdict).toBe('INVALID');
    for (const fact of [early[0], late[0]]) if (fact) expect((await verdictOf(await documentOf(fact))).verdict).toBe('VALID');
  }, 60_000);

  it(`sees to ${many} awards, five hundred at a time, and counts each once`, async () => {
    for (let made = 0; made < many; made += 500) await provider.awardMany(Math.min(500, many - made));
    const unsigned = await rows<{ id: string; tenant: string; issuer: string }>(`SELECT id, tenant_id AS tenant, issuer_id AS issuer FROM credential WHERE tenant_id = $1`, [provider.tenant]);
    const signing = registry.app.get(SigningService);
    for (let at = 0; at < unsigned.length; at += 500) await signing.sign(provider.tenant, unsigned.slice(at, at + 500), { patient: true });
    const key = await activeKey();
    const began = performance.now();
    await ask(report, { signingKeyId: key, from: '2020-01-01T00:00:00Z' });
    const service = registry.app.get(KeyReplacementService);
    // Two at once: one works, the other finds it taken, or takes the next part.
    await Promise.all([service.step(), service.step()]);
    await seeToAll();
    console.info(`${many} awards revoked and signed anew under another key in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    expect((await issuer()).keyReplacements).toMatchObject([{ revoked: many, reissued: many, finishedAt: expect.any(String) }]);
    const [count] = await rows<{ revoked: number; latest: number; signed: number }>(
      `SELECT count(*) FILTER (WHERE revoked)::int AS revoked, count(*) FILTER (WHERE latest AND NOT revoked)::int AS latest, count(*) FILTER (WHERE latest AND state = 'SIGNED')::int AS signed
         FROM credential WHERE tenant_id = $1`,
      [provider.tenant],
    );
    expect(count).toEqual({ revoked: many, latest: many, signed: many });
  }, 60_000 + many * 50);

  it('refuses what is no report, and whoever does not administer the issuer', async () => {
    const input = { signingKeyId: await activeKey(), from: registry.now() };
    const codes = async (over: object, principal = provider.administrator) => (await ask(report, { ...input, ...over }, principal)).userErrors.map(({ code }) => code);
    expect(await codes({ from: new Date(Date.now() + 3_600_000).toISOString() })).toEqual(['INVALID_VALUE']);
    expect(await codes({ reason: 'x'.repeat(501) })).toEqual(['INVALID_VALUE']);
    expect(await codes({ signingKeyId: `${input.signingKeyId}x` })).toEqual(['NOT_FOUND']);
    expect(await codes({ signingKeyId: 'did:web:elsewhere.example#z6Mk' })).toEqual(['NOT_FOUND']);
    expect(await codes({}, new Provider(registry).administrator)).toEqual(['NOT_FOUND']);
    expect(await codes({}, { ...provider.administrator, rights: ['DESIGN'] })).toEqual(['GRANT_MISSING']);
    expect(await codes({})).toEqual([]);
    expect(await codes({})).toEqual(['SIGNING_KEY_STATE_INVALID']);
    expect((await issuer({ ...provider.administrator, rights: ['DESIGN'] })).keyReplacements).toBeNull();
    expect((await ask(announce, { issuerId: `iss_${provider.issuer}` }, { ...provider.administrator, rights: [] })).userErrors).toEqual([{ code: 'GRANT_MISSING' }]);
  });
});
