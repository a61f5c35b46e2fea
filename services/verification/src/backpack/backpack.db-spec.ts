import { type Principal, principalOf } from '@cairn/access';
import { earnerClaimed, earnerErased, earnerMerged } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { ForeignHost, pngChunk } from '@cairn/testkit';
import { deflateSync } from 'node:zlib';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { RecheckService } from './recheck.service.js';

const mira = 'mira@people.example';
const fields = `id state trust format mediaType digest issuerId issuerName achievementName validFrom version addedBy original sourceUrl checks { verdict steps { step outcome code } }`;
const importMutation = `mutation ($input: ImportCredentialInput!) { importCredential(input: $input) { change foreignCredential { ${fields} } userErrors { code field } position } }`;
const backpackQuery = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Earner { credentialData backpack(first: 50) { totalCount nodes { ${fields} } } } } }`;

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly original: string;
  readonly checks: { verdict: string; steps: { step: string; outcome: string; code: string | null }[] }[];
}

interface Payload {
  readonly change: string | null;
  readonly foreignCredential: Shown | null;
  readonly userErrors: { code: string; field: string[] | null }[];
  readonly position: string | null;
}

describe('a backpack', () => {
  let registry: VerificationRegistry;
  let provider: Provider;
  let heron: ForeignHost;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    [provider, heron] = await Promise.all([new Provider(registry).introduce(), ForeignHost.open()]);
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
    await heron.close();
  });

  const at = '2026-03-01T09:30:00Z';
  const rows = <Row>(sql: string, values: unknown[] = []) => registry.test.database.work((tx) => tx.query<Row>(sql, values));
  const tell = (contract: typeof earnerErased, subject: string, version: number, data: object) =>
    registry.hear({ contract, tenant: provider.tenant, subject, version, data: data as { earner: string; at: string } });

  async function aPerson(proven = [mira]): Promise<{ earner: string; person: Principal }> {
    const [earner, account] = [newId(), newId()];
    await tell(earnerClaimed as never, earner, 2, { earner, account, at });
    return { earner, person: principalOf({ kind: 'PERSON', actor: account, account, tenant: null, proven }) };
  }

  const bring = async (principal: Principal, input: object) =>
    (await registry.ask<{ importCredential: Payload }>(importMutation, { input }, principal)).importCredential;
  const codes = async (principal: Principal, input: object) => (await bring(principal, input)).userErrors.map(({ code }) => code);
  const look = async (principal: Principal, earner: string) => {
    const { _entities } = await registry.ask<{ _entities: { backpack: { totalCount: number; nodes: Shown[] } | null; credentialData: { backpack: { bytes: string }[] } | null }[] }>(
      backpackQuery,
      { representations: [{ __typename: 'Earner', id: `ern_${earner}` }] },
      principal,
    );
    return _entities[0];
  };
  /** What others were or will be told of a foreign credential. */
  const events = async (id: string) => {
    const waiting = await rows<{ type: string; version: number }>(`SELECT type, version FROM outbox WHERE subject = $1`, [id.slice(4)]);
    const sent = registry.bus.published
      .filter(({ topic, key }) => topic === 'cairn.foreign-credential.v1' && key === id.slice(4))
      .map(({ value }) => JSON.parse(value) as { type: string; aggregateversion: number })
      .map(({ type, aggregateversion: version }) => ({ type, version }));
    return [...new Map([...sent, ...waiting].map((event) => [event.version, event])).values()].sort((one, other) => one.version - other.version);
  };

  it('keeps the very bytes that a person brings, with what the check came to, and tells of it without naming him', async () => {
    const { earner, person } = await aPerson();
    const text = `${JSON.stringify(await heron.badge({ recipient: mira }), null, 1)}\n`;
    const { change, foreignCredential, userErrors } = await bring(person, { document: text });
    expect([change, userErrors]).toEqual(['ADDED', []]);
    expect(foreignCredential).toMatchObject({
      id: expect.stringMatching(/^fcr_/), format: 'OB3_LD', mediaType: 'application/json', issuerId: heron.did, issuerName: 'Old Heron Badges', achievementName: 'Reads tides', addedBy: 'PERSON', version: 1, sourceUrl: null,
    });
    expect(Buffer.from(foreignCredential?.original ?? '', 'base64').toString()).toBe(text);
    expect(foreignCredential?.checks).toMatchObject([{ verdict: foreignCredential?.state, steps: expect.arrayContaining([expect.objectContaining({ step: 'parse', outcome: 'VALID' })]) }]);
    expect((await look(person, earner))?.backpack).toMatchObject({ totalCount: 1, nodes: [{ id: foreignCredential?.id }] });
    const kept = await rows<{ text: string }>(
      `SELECT c::text AS text FROM foreign_credential c UNION ALL SELECT c::text FROM foreign_credential_check c UNION ALL SELECT o::text FROM outbox o UNION ALL SELECT a::text FROM audit_entry a`,
    );
    for (const needle of ['mira', 'heron"', foreignCredential?.original.slice(40, 80) ?? '?']) expect(kept.filter(({ text: row }) => row.includes(needle))).toEqual([]);
  });

  it('takes every form: a token, an image of either kind, a hosted badge by its text', async () => {
    const { earner, person } = await aPerson();
    const token = await heron.token({ recipient: mira });
    const png = heron.png(JSON.stringify(await heron.badge({ recipient: mira })));
    const svg = heron.svg(await heron.token({ recipient: mira }));
    const hosted = heron.textAt(heron.hosted({ recipient: mira }));
    const brought = [
      await bring(person, { compact: token }),
      await bring(person, { file: png.toString('base64') }),
      await bring(person, { file: svg.toString('base64') }),
      await bring(person, { document: JSON.parse(hosted) }),
    ];
    expect(brought.map(({ foreignCredential, userErrors }) => foreignCredential ?? userErrors)).toMatchObject([
      { format: 'OB3_JWT', mediaType: 'application/jwt' },
      { format: 'OB3_LD', mediaType: 'image/png' },
      { format: 'OB3_JWT', mediaType: 'image/svg+xml' },
      { format: 'OB2_HOSTED', mediaType: 'application/json' },
    ]);
    expect(Buffer.from(brought[1]?.foreignCredential?.original ?? '', 'base64')).toEqual(png);
    expect((await look(person, earner))?.backpack?.totalCount).toBe(4);
  });

  it('refuses what is about somebody else, what is no credential, what is too large, and addresses that are not public', async () => {
    const { person } = await aPerson();
    const document = await heron.badge({ recipient: 'somebody@else.example' });
    expect(await codes(person, { document })).toEqual(['SUBJECT_MISMATCH']);
    expect(await codes((await aPerson([])).person, { document: await heron.badge({ recipient: mira }) })).toEqual(['SUBJECT_MISMATCH']);
    expect(await codes(person, { document: 'no credential' })).toEqual(['DOCUMENT_INVALID']);
    expect(await codes(person, { file: '%%' })).toEqual(['DOCUMENT_INVALID']);
    const text = JSON.stringify(await heron.badge({ recipient: mira }));
    const iTXt = (packed: string | Buffer, flag = 0) => pngChunk('iTXt', Buffer.concat([Buffer.from(`openbadgecredential\0${String.fromCharCode(flag)}\0\0\0`, 'latin1'), Buffer.from(packed)]));
    const image = heron.png(text);
    const twice = Buffer.concat([image.subarray(0, 33), iTXt('{"other":1}'), image.subarray(33)]);
    expect(await codes(person, { file: twice.toString('base64') })).toEqual(['DOCUMENT_INVALID']);
    const plain = heron.png('{}');
    const bomb = Buffer.concat([plain.subarray(0, 33), iTXt(deflateSync(Buffer.alloc(600_000, 32)), 1), plain.subarray(plain.indexOf('IDAT') - 4)]);
    expect(await codes(person, { file: bomb.toString('base64') })).toEqual(['DOCUMENT_TOO_LARGE']);
    expect(await codes(person, { url: 'https://10.0.0.7/badge.json' })).toEqual(['ADDRESS_NOT_ALLOWED']);
    expect(await codes(person, { url: 'http://badges.example/1' })).toEqual(['ADDRESS_NOT_ALLOWED']);
    expect(await codes(person, {})).toEqual(['INVALID_VALUE']);
    expect(await codes(person, { document, url: 'https://badges.example/1' })).toEqual(['INVALID_VALUE']);
  });

  it('takes nothing in with a verdict that was not wanted', async () => {
    const { earner, person } = await aPerson();
    const expired = await heron.badge({ recipient: mira, validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z' });
    expect(await codes(person, { document: expired, allow: ['VALID', 'UNKNOWN'] })).toEqual(['CREDENTIAL_NOT_VALID']);
    expect((await look(person, earner))?.backpack?.totalCount).toBe(0);
    const { foreignCredential } = await bring(person, { document: expired });
    expect(foreignCredential?.state).toBe('INVALID');
    expect(foreignCredential?.checks[0]?.steps).toContainEqual(expect.objectContaining({ step: 'validity', outcome: 'INVALID' }));
  });

  it('holds a credential of one issuer and id once: the newer replaces, the worse does not', async () => {
    const { earner, person } = await aPerson();
    const [old, newer] = [await heron.badge({ recipient: mira, path: 'tides' }), await heron.badge({ recipient: mira, path: 'tides', validFrom: '2026-02-10T00:00:00Z' })];
    const worse = await heron.badge({ recipient: mira, path: 'tides', validFrom: '2026-02-11T00:00:00Z', validUntil: '2026-02-12T00:00:00Z' });
    const first = await bring(person, { document: old });
    expect((await bring(person, { document: old })).change).toBe('UNCHANGED');
    const second = await bring(person, { document: newer });
    expect([second.change, second.foreignCredential?.id, second.foreignCredential?.version]).toEqual(['REPLACED', first.foreignCredential?.id, 2]);
    expect((await bring(person, { document: old })).change).toBe('KEPT');
    const kept = await bring(person, { document: worse });
    expect([kept.change, kept.foreignCredential?.state]).toEqual(['KEPT', second.foreignCredential?.state]);
    expect((await look(person, earner))?.backpack?.totalCount).toBe(1);
    expect((await events(first.foreignCredential?.id ?? '')).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('is filled by a tenant with AWARD, which says by what name the credential means the earner', async () => {
    const { earner, person } = await aPerson();
    const clerk = principalOf({ actor: newId(), tenant: provider.tenant, scoped: [{ right: 'AWARD', kind: 'ISSUER', id: provider.issuer }] });
    const input = { earnerId: `ern_${earner}`, document: await heron.badge({ recipient: 'mira.solano@work.example' }) };
    expect(await codes(clerk, input)).toEqual(['FIELD_MISSING']);
    expect(await codes(clerk, { ...input, recipient: mira })).toEqual(['SUBJECT_MISMATCH']);
    expect(await codes(principalOf({ actor: newId(), tenant: provider.tenant, rights: ['DESIGN'] }), { ...input, recipient: mira })).toEqual(['GRANT_MISSING']);
    const { foreignCredential } = await bring(clerk, { ...input, recipient: 'Mira.Solano@work.example' });
    expect(foreignCredential).toMatchObject({ addedBy: 'TENANT' });
    expect((await look(person, earner))?.backpack?.totalCount).toBe(1);
    expect((await look(clerk, earner).catch(() => null))?.backpack?.totalCount ?? 1).toBe(1);
    const disclosed = await rows(`SELECT 1 FROM audit_entry WHERE action = 'read.backpack' AND subject = $1`, [earner]);
    expect(disclosed.length).toBeGreaterThan(0);
  });

  it('is nobody else’s to look into', async () => {
    const { earner, person } = await aPerson();
    const { foreignCredential } = await bring(person, { document: await heron.badge({ recipient: mira }) });
    const one = async (principal: Principal) =>
      (await registry.ask<{ foreignCredential: Shown | null }>(`query ($id: ID!) { foreignCredential(id: $id) { ${fields} } }`, { id: foreignCredential?.id }, principal)).foreignCredential;
    expect((await one(person))?.id).toBe(foreignCredential?.id);
    const stranger = (await aPerson()).person;
    const otherTenant = principalOf({ actor: newId(), tenant: newId(), rights: ['AWARD', 'ADMINISTER'] });
    for (const other of [stranger, otherTenant, principalOf({ actor: newId(), tenant: provider.tenant, rights: ['DESIGN'] })]) expect(await one(other)).toBeNull();
    expect((await look(stranger, earner))?.backpack ?? null).toBeNull();
    const recheck = `mutation ($input: RecheckForeignCredentialInput!) { recheckForeignCredential(input: $input) { userErrors { code } } }`;
    const remove = `mutation ($input: RemoveForeignCredentialInput!) { removeForeignCredential(input: $input) { removedId userErrors { code } } }`;
    for (const mutation of [recheck, remove]) {
      for (const other of [stranger, otherTenant]) {
        const [answer] = Object.values(await registry.ask<Record<string, { userErrors: { code: string }[] }>>(mutation, { input: { id: foreignCredential?.id } }, other));
        expect(answer?.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
      }
    }
    const clerk = principalOf({ actor: newId(), tenant: provider.tenant, rights: ['AWARD'] });
    const { removeForeignCredential } = await registry.ask<{ removeForeignCredential: Payload }>(remove, { input: { id: foreignCredential?.id } }, clerk);
    expect(removeForeignCredential.userErrors).toEqual([{ code: 'GRANT_MISSING' }]);
    expect(await registry.ask(remove, { input: { id: foreignCredential?.id } }, person)).toEqual({ removeForeignCredential: { removedId: foreignCredential?.id, userErrors: [] } });
    expect(await one(person)).toBeNull();
    expect(await rows('SELECT 1 FROM foreign_credential_check WHERE foreign_credential_id = $1', [foreignCredential?.id.slice(4)])).toEqual([]);
    expect((await events(foreignCredential?.id ?? '')).at(-1)).toMatchObject({ type: 'cairn.foreign-credential.removed.v1', version: 2 });
  });

  it('is checked again by and by, each check for itself, and others hear of it when something changed', async () => {
    const { person } = await aPerson();
    const soon = new Date(Date.parse(registry.now()) + 3_600_000).toISOString();
    const { foreignCredential } = await bring(person, { document: await heron.badge({ recipient: mira, validFrom: '2026-01-01T00:00:00Z', validUntil: soon }) });
    const id = foreignCredential?.id ?? '';
    const checks = () => rows<{ verdict: string }>('SELECT verdict FROM foreign_credential_check WHERE foreign_credential_id = $1 ORDER BY id', [id.slice(4)]);
    const sweep = async () => {
      for (const service = registry.app.get(RecheckService); (await service.checkDue()) > 0; );
    };
    const before = await checks();
    registry.forward(25 * 3_600_000);
    await sweep();
    const after = await checks();
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)).toEqual({ verdict: 'INVALID' });
    expect((await events(id)).map(({ version }) => version)).toEqual([1, 2]);
    await sweep();
    expect(await checks()).toHaveLength(after.length);
    await expect(registry.test.database.write({ tenant: provider.tenant }, (tx) => tx.query('DELETE FROM foreign_credential_check'))).rejects.toThrow(/permission denied/);
    await expect(registry.test.database.work((tx) => tx.query(`UPDATE foreign_credential_check SET verdict = 'VALID'`))).rejects.toThrow(/permission denied/);
  });

  it('goes out as one file and comes in again elsewhere with the same bytes and the same steps', async () => {
    const { person } = await aPerson();
    await bring(person, { document: await heron.badge({ recipient: mira }) });
    await bring(person, { compact: await heron.token({ recipient: mira, validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z' }) });
    const { exportBackpack: file } = await registry.ask<{ exportBackpack: { format: string; credentials: { bytes: string; sha256: string }[] } }>('{ exportBackpack }', {}, person);
    expect(file).toMatchObject({ format: 'cairn-backpack/1', credentials: [{ origin: 'FOREIGN' }, { origin: 'FOREIGN' }] });
    const importFile = `mutation ($input: ImportBackpackInput!) { importBackpack(input: $input) { results { digest change sameSteps foreignCredential { original } userErrors { code } } userErrors { code } } }`;
    const again = async (principal: Principal, given: unknown) => (await registry.ask<{ importBackpack: { results: object[]; userErrors: object[] } }>(importFile, { input: { file: given } }, principal)).importBackpack;
    const elsewhere = await aPerson();
    expect(await again(elsewhere.person, file)).toEqual({
      userErrors: [],
      results: file.credentials.map(({ bytes, sha256 }) => ({ digest: sha256, change: 'ADDED', sameSteps: true, foreignCredential: { original: bytes }, userErrors: [] })),
    });
    const [first, second] = file.credentials;
    const forged = { ...file, credentials: [{ ...first, sha256: second?.sha256 }] };
    expect(await again(elsewhere.person, forged)).toMatchObject({ results: [{ change: null, userErrors: [{ code: 'DOCUMENT_INVALID' }] }] });
    expect(await again((await aPerson(['other@people.example'])).person, file)).toMatchObject({ results: [{ userErrors: [{ code: 'SUBJECT_MISMATCH' }] }, { userErrors: [{ code: 'SUBJECT_MISMATCH' }] }] });
    expect(await again(person, { format: 'backpack/7' })).toMatchObject({ results: [], userErrors: [{ code: 'DOCUMENT_INVALID' }] });
  });

  it('follows its person through claims and merges, is in everything about him, and is destroyed with him', async () => {
    const [kept, brought] = [await aPerson(), await aPerson()];
    const { foreignCredential } = await bring(brought.person, { document: await heron.badge({ recipient: mira }) });
    await tell(earnerMerged as never, kept.earner, 3, { earner: kept.earner, from: brought.earner, at });
    expect((await look(kept.person, kept.earner))?.backpack?.nodes.map(({ id }) => id)).toEqual([foreignCredential?.id]);
    expect((await look(kept.person, kept.earner))?.credentialData?.backpack).toHaveLength(1);
    const own = await bring(kept.person, { compact: await heron.token({ recipient: mira }) });
    await tell(earnerErased, kept.earner, 4, { earner: kept.earner, at });
    await tell(earnerErased, brought.earner, 3, { earner: brought.earner, at });
    const ids = [own, { foreignCredential }].map((one) => one.foreignCredential?.id.slice(4));
    expect(await rows('SELECT 1 FROM foreign_credential WHERE id = ANY($1::uuid[])', [ids])).toEqual([]);
    expect(await rows('SELECT 1 FROM backpack_key WHERE earner_id = ANY($1::uuid[])', [[kept.earner, brought.earner]])).toEqual([]);
    const clerk = principalOf({ actor: newId(), tenant: provider.tenant, rights: ['AWARD'] });
    expect(await codes(clerk, { earnerId: `ern_${kept.earner}`, document: await heron.badge({ recipient: mira }), recipient: mira })).toEqual(['EARNER_STATE_INVALID']);
  });
});
