import { newId } from '@cairn/postgres';
import { Client } from 'pg';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { KeyRing } from '../signing-key/key-ring.service.js';

const documentOf = `query ($awards: [_Any!]!) { _entities(representations: $awards) { ... on Award { credential { state document } } } }`;

interface Found {
  _entities: { credential: { state: string; document: { proof: [{ verificationMethod: string }] } | null } | null }[];
}

describe('the zone of the signer', () => {
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

  /** One statement under a role, as whoever has its credentials could send it. */
  const as = async (role: 'app' | 'worker' | 'signer', sql: string, values: unknown[] = []) => {
    const client = new Client({ connectionString: registry.test.workerUrl.replace('_worker:', `_${role}:`) });
    await client.connect();
    try {
      await client.query(`SET app.tenant = '${provider.tenant}'`);
      return (await client.query(sql, values)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  const refs = (...awards: { award: string }[]) => awards.map(({ award }) => ({ __typename: 'Award', id: `awd_${award}` }));
  const credentialOf = async (fact: { award: string }) => (await registry.ask<Found>(documentOf, { awards: refs(fact) }))._entities[0]?.credential;

  it.each(['app', 'worker'] as const)('shows what opens a key to no other role than its own, not to %s', async (role) => {
    expect(await as(role, 'SELECT 1 FROM sealed_secret WHERE signs')).toEqual([]);
    expect(await as(role, 'SELECT 1 FROM sealed_secret s JOIN signing_key k ON k.id = s.id')).toEqual([]);
    expect((await as('signer', 'SELECT 1 FROM sealed_secret WHERE signs')).length).toBeGreaterThan(0);
  });

  it.each(['app', 'worker'] as const)('lets the role %s add no document', async (role) => {
    const document = `INSERT INTO credential_document (tenant_id, credential_id, form, key_id, document, digest, signed_at)
      SELECT tenant_id, id, 'OB3_LD', id, '{}', repeat('0', 64), now() FROM credential LIMIT 1`;
    await expect(as(role, document)).rejects.toThrow(/permission denied/);
  });

  it('writes nothing but documents', async () => {
    const fact = await provider.award();
    const refused = [
      `UPDATE credential SET public = true`,
      `UPDATE credential SET results = '[]'`,
      `INSERT INTO credential (tenant_id) VALUES ('${provider.tenant}')`,
      `DELETE FROM credential`,
      `UPDATE award_state SET state = 'ACTIVE'`,
      `INSERT INTO award_state (tenant_id, award_id, version, state) VALUES ('${provider.tenant}', '${newId()}', 1, 'ACTIVE')`,
      `UPDATE credential_document SET document = ''`,
      `DELETE FROM credential_document`,
      `INSERT INTO signing_key_transition (tenant_id) VALUES ('${provider.tenant}')`,
      `UPDATE status_list SET next = 0`,
      `INSERT INTO outbox (part) VALUES (0)`,
      `SELECT 1 FROM person_copy`,
    ];
    for (const sql of refused) await expect(as('signer', sql)).rejects.toThrow(/permission denied/);
    expect((await credentialOf(fact))?.state).toBeDefined();
  });

  it('sees nothing of another tenant', async () => {
    const stranger = await new Provider(registry).introduce();
    await stranger.award();
    const tenants = await as('signer', 'SELECT DISTINCT tenant_id AS tenant FROM credential UNION SELECT tenant_id FROM sealed_secret UNION SELECT tenant_id FROM signing_key');
    expect(tenants).toEqual([{ tenant: provider.tenant }]);
  });

  it.each([
    ['results', `'[{"name": "Score", "value": "100", "resultDescription": null, "achievedLevel": null}]'`],
    ['evidence', `'[{"evidence": "0197a000-0000-7000-8000-000000000000", "requirement": "x", "kind": "FILE"}]'`],
  ])('signs nothing whose %s were changed after it was written', async (column, value) => {
    const fact = await provider.award();
    await as('worker', `UPDATE credential SET ${column} = ${value} WHERE award_id = $1`, [fact.award]);
    expect(await credentialOf(fact)).toEqual({ state: 'PENDING', document: null });
    const [kept] = await as('worker', 'SELECT fault FROM credential WHERE award_id = $1', [fact.award]);
    expect(kept?.['fault']).toMatch(/^INTENT_CHANGED/);
  });

  it('lets nobody change to whom, by whom and for what a credential will be', async () => {
    for (const column of ['award_id', 'issuer_id', 'achievement_version_id', 'subject_id', 'list_index', 'issuer_profile_version', 'awarded_on', 'valid_until']) {
      for (const role of ['app', 'worker'] as const) {
        await expect(as(role, `UPDATE credential SET ${column} = ${column}`)).rejects.toThrow(/permission denied/);
      }
    }
  });

  it('signs nothing with a place that was never given to its issuer', async () => {
    const fact = await provider.award();
    // The list forgets that it ever gave a place away.
    await as('worker', 'UPDATE status_list SET next = 0 WHERE issuer_id = $1', [provider.issuer]);
    expect(await credentialOf(fact)).toEqual({ state: 'PENDING', document: null });
    const [kept] = await as('worker', 'SELECT fault FROM credential WHERE award_id = $1', [fact.award]);
    expect(kept?.['fault']).toMatch(/^PLACE_NOT_LEASED/);
    await as('worker', 'UPDATE status_list SET next = 4096 WHERE issuer_id = $1', [provider.issuer]);
  });

  it('makes one document of an intent when five hundred read it at once', async () => {
    const fact = await provider.award();
    const read = await Promise.all(Array.from({ length: 500 }, () => registry.get(`/c/awd_${fact.award}.json`).then((response) => response.text())));
    expect(new Set(read).size).toBe(1);
    expect(read[0]).toContain('proofValue');
    const stored = await as('worker', `SELECT 1 FROM credential_document d JOIN credential c ON c.id = d.credential_id WHERE c.award_id = $1`, [fact.award]);
    expect(stored).toHaveLength(1);
  }, 60_000);

  it('tells once of a document that was stored by somebody who ended before telling of it', async () => {
    const fact = await provider.award();
    const first = await registry.get(`/c/awd_${fact.award}.json`).then((response) => response.text());
    await as('worker', `UPDATE credential SET state = 'PENDING' WHERE award_id = $1`, [fact.award]);
    expect((await credentialOf(fact))?.document).toEqual(JSON.parse(first));
  });

  it('gives the keys that sign to its own role alone', async () => {
    const ring = registry.app.get(KeyRing);
    const active = (await ring.active(provider.tenant, [provider.issuer])).get(provider.issuer);
    expect(active?.signer.verificationMethod).toBe(`${active?.key.did}#${active?.key.publicKeyMultibase}`);
    const keys = await registry.test.database.read({ tenant: provider.tenant }, (tx) => registry.app.get(SigningKeyStore).ofIssuers(tx, [provider.issuer]));
    expect(JSON.stringify(keys)).not.toMatch(/"d":|privateKey/);
  });
});
