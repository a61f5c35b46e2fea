import { exportPrivateKey, importPrivateKey, unseal } from '@cairn/credentials';
import { BackgroundSigner } from './background-signer.service.js';
import { SignerDatabase } from '../signer/signer-database.js';
import { Provider } from '../testing/provider.js';
import { keySecret, VerificationRegistry } from '../testing/verification-registry.js';

const documentOf = `query ($awards: [_Any!]!) { _entities(representations: $awards) { ... on Award { credential { id state version document } } } }`;

interface Found {
  _entities: { credential: { id: string; state: string; version: number; document: Record<string, unknown> | null } | null }[];
}

const refs = (...awards: { award: string }[]) => awards.map(({ award }) => ({ __typename: 'Award', id: `awd_${award}` }));

describe('signing', () => {
  let one: VerificationRegistry;
  let other: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    one = await VerificationRegistry.open();
    other = await VerificationRegistry.open(one);
    provider = await new Provider(one).introduce();
  }, 60_000);
  afterAll(async () => {
    await other.close();
    await one.close();
    await one.test.close();
  });

  const rows = <Row>(sql: string, values: unknown[] = []) => one.test.database.work((tx) => tx.query<Row>(sql, values));

  it('makes exactly one document when two processes are asked fifty times at once', async () => {
    const fact = await provider.award();
    const asked = Array.from({ length: 50 }, (_, turn) => (turn % 2 ? one : other).ask<Found>(documentOf, { awards: refs(fact) }));
    const documents = (await Promise.all(asked)).map(({ _entities: [entity] }) => JSON.stringify(entity?.credential?.document));
    expect(new Set(documents).size).toBe(1);
    expect(documents[0]).toContain('proofValue');
    const kept = await rows(`SELECT 1 FROM credential_document d JOIN credential c ON c.id = d.credential_id WHERE c.award_id = $1`, [fact.award]);
    expect(kept).toHaveLength(1);
  });

  it('signs fifty documents of one page in one go', async () => {
    const facts = await provider.awardMany(50);
    one.statements();
    const { _entities } = await one.ask<Found>(documentOf, { awards: refs(...facts) });
    expect(_entities.every(({ credential }) => credential?.document)).toBe(true);
    // A reader's look before and after, the signer's own two transactions, and the note of what it did.
    expect(one.statements().length).toBeLessThanOrEqual(12);
  });

  it('tells of a new credential as version 1 and of its document as version 2', async () => {
    const fact = await provider.award();
    const entity = `query ($awards: [_Any!]!) { _entities(representations: $awards) { ... on Award { credential { state version signedAt } } } }`;
    expect((await one.ask<Found>(entity, { awards: refs(fact) }))._entities[0]).toEqual({
      credential: { state: 'PENDING', version: 1, signedAt: null },
    });
    await one.ask(documentOf, { awards: refs(fact) });
    expect((await one.ask<Found>(entity, { awards: refs(fact) }))._entities[0]?.credential).toMatchObject({ state: 'SIGNED', version: 2 });
  });

  it('keeps no private key in any row as it is', async () => {
    const signer = await SignerDatabase.connect(one.test.workerUrl.replace('_worker:', '_signer:'), 5_000);
    const keys = await signer
      .read(provider.tenant, (tx) =>
        tx.query<{ id: string; tenant: string; sealed: Buffer }>(
          `SELECT k.id, k.tenant_id AS tenant, s.sealed FROM signing_key k JOIN sealed_secret s ON s.id = k.id AND s.tenant_id = k.tenant_id`,
        ),
      )
      .finally(() => signer.onApplicationShutdown());
    expect(keys.length).toBeGreaterThan(0);
    const tables = await rows<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'migration'`);
    for (const { id, tenant, sealed } of keys) {
      const pkcs8 = unseal(sealed, keySecret, { tenantId: tenant, keyId: id });
      const key = importPrivateKey(pkcs8);
      const seed = exportPrivateKey(key).subarray(-32);
      const { d = '' } = key.privateKey.export({ format: 'jwk' });
      for (const { name } of tables) {
        const found = await one.test.database.work((tx) =>
          tx.compose(
            `SELECT 1 FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%' OR t::text LIKE '%' || $3 || '%' LIMIT 1`,
            [seed.toString('hex'), d, seed.toString('base64')],
          ),
        );
        expect([name, found.length]).toEqual([name, 0]);
      }
    }
  });

  it('never changes a stored document, whoever tries', async () => {
    for (const role of ['write', 'work'] as const) {
      const attempt = (sql: string) =>
        role === 'write'
          ? one.test.database.write({ tenant: provider.tenant }, (tx) => tx.query(sql))
          : one.test.database.work((tx) => tx.query(sql));
      await expect(attempt(`UPDATE credential_document SET document = '{}'`)).rejects.toThrow(/permission denied/);
      await expect(attempt(`DELETE FROM signing_key_transition`)).rejects.toThrow(/permission denied/);
    }
    await expect(one.test.database.write({ tenant: provider.tenant }, (tx) => tx.query('DELETE FROM credential_document'))).rejects.toThrow(/permission denied/);
    // The worker destroys documents whose subject was erased, and its policy shows it no others.
    expect(await one.test.database.work((tx) => tx.query('DELETE FROM credential_document RETURNING 1'))).toEqual([]);
  });

  it('says nothing rather than something wrong while the achievement has not been heard of', async () => {
    const fact = await provider.award({ achievementVersion: provider.issuer });
    const { _entities } = await one.ask<Found>(documentOf, { awards: refs(fact) });
    expect(_entities[0]?.credential).toMatchObject({ state: 'PENDING', document: null });
  });

  it('waits a moment for the achievement of an award that was heard of first', async () => {
    const late = new Provider(one);
    const fact = await late.award();
    const asked = one.ask<Found>(documentOf, { awards: refs(fact) });
    await new Promise((resume) => setTimeout(resume, 200));
    await late.introduce();
    expect((await asked)._entities[0]?.credential?.document).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'] });
  });

  it('keeps why a document cannot be made, and tries no more than once for a reader', async () => {
    const fact = await provider.award({ validUntil: '2013-10-01', awardedOn: '2013-10-01' });
    const { _entities } = await one.ask<Found>(documentOf, { awards: refs(fact) });
    expect(_entities[0]?.credential).toMatchObject({ state: 'PENDING', document: null });
    const [kept] = await rows<{ fault: string }>(`SELECT fault FROM credential WHERE award_id = $1`, [fact.award]);
    expect(kept?.fault).toMatch(/^VALIDITY_EMPTY/);
  });

  it('signs in the background what nobody asked for', async () => {
    const fact = await provider.award();
    const signer = one.app.get(BackgroundSigner);
    for (let after: string | null = null; (after = await signer.step(after)) !== null; );
    const [kept] = await rows<{ state: string }>(`SELECT state FROM credential WHERE award_id = $1`, [fact.award]);
    expect(kept?.state).toBe('SIGNED');
  });

  it('signs an award that was recorded after it had ended', async () => {
    const fact = await provider.award({ awardedOn: '2013-10-01', validUntil: '2016-10-01' });
    const { _entities } = await one.ask<Found>(documentOf, { awards: refs(fact) });
    expect(_entities[0]?.credential?.document).toMatchObject({ validFrom: '2013-10-01T00:00:00Z', validUntil: '2016-10-01T00:00:00Z' });
  });
});
