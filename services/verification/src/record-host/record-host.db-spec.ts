import { type Principal, principalOf } from '@cairn/access';
import { type AwardFact, completionLost, completionReached, completionRestored, earnerClaimed, earnerErased, pathwayVersionPublished } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { ReceivingHost } from './testing/receiving-host.js';

interface Push {
  readonly id: string;
  readonly state: string;
  readonly attemptCount: number;
  readonly attempts: readonly { readonly status: number | null; readonly error: string | null }[];
  readonly recordCredential: { readonly id: string } | null;
}
type Refused = { userErrors: { code: string; field: string[] | null }[] };

const pushFields = 'id state attemptCount attempts { status error } recordCredential { id }';
const minute = 60_000;

describe('records that go to hosts of others', () => {
  let registry: VerificationRegistry;
  let oakmere: ReceivingHost;
  beforeAll(async () => {
    oakmere = await ReceivingHost.open();
    registry = await VerificationRegistry.open(undefined, { allow: [oakmere.allowed] });
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
    await oakmere.close();
  });
  beforeEach(() => {
    oakmere.status = 201;
    oakmere.arrived.length = 0;
  });

  const told = <Data>(name: string, type: string, input: object, result: string, principal: Principal) =>
    registry.ask<Record<string, Data & Refused>>(`mutation ($input: ${type}!) { ${name}(input: $input) { ${result} userErrors { code field message } } }`, { input }, principal).then((data) => data[name] as Data & Refused);
  const named = (harbour: Provider, input: object = {}) =>
    told<{ recordHost: { id: string } | null }>('createRecordHost', 'CreateRecordHostInput', { ...oakmere.stated, ...input }, 'recordHost { id name url tokenUrl clientId }', harbour.administrator);
  const agreed = (name: 'agreeToRecordHost' | 'withdrawFromRecordHost', recordHostId: string, principal: Principal, earnerId?: string) =>
    told<{ agreement: { agreedAt: string | null; lastSentAt: string | null } | null }>(name, 'RecordAgreementInput', { recordHostId, earnerId }, 'agreement { name host agreedAt lastSentAt }', principal);
  const pushes = async (harbour: Provider, filter: object = {}) =>
    (await registry.ask<{ recordPushes: { nodes: Push[] } }>(`query ($filter: RecordPushFilter) { recordPushes(filter: $filter, first: 10) { nodes { ${pushFields} } } }`, { filter }, harbour.administrator)).recordPushes.nodes;

  async function until(harbour: Provider, wanted: (push: Push) => boolean): Promise<Push> {
    for (const end = Date.now() + 30_000; ; ) {
      const [push] = await pushes(harbour);
      if (push && wanted(push)) return push;
      if (Date.now() > end) throw new Error(`it did not come about: ${JSON.stringify(push)}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }

  /** A provider with a pathway, a host, and a person with an award who has claimed his record. */
  async function arranged() {
    const harbour = await new Provider(registry).introduce();
    const { recordHost } = await named(harbour);
    const [earner, account, pathway, version] = [newId(), newId(), newId(), newId()];
    await registry.hear({ contract: earnerClaimed, tenant: harbour.tenant, subject: earner, version: 2, data: { earner, account, at: registry.now() } });
    const definition = { requirements: [{ id: 'boats', kind: 'award', achievement: `ach_${newId()}` }] };
    const published = { pathway, pathwayVersion: version, issuer: harbour.issuer, number: 1, title: 'Skipper', definition, definitionHash: 'a'.repeat(64), completionAchievement: null, at: registry.now() };
    await registry.hear({ contract: pathwayVersionPublished, tenant: harbour.tenant, subject: pathway, version: 3, data: published });
    const award = await harbour.award({ earner });
    const completion = newId();
    const fact = (awards: readonly AwardFact[]) => ({
      ...{ completion, enrolment: newId(), earner, pathway, pathwayVersion: version, awardAchievement: null, onRevocation: 'stands' as const },
      ...{ completedOn: registry.now().slice(0, 10), countedAwards: awards.map((one) => one.award), on: registry.now().slice(0, 10), at: registry.now() },
    });
    const complete = (awards = [award]) => registry.hear({ contract: completionReached, tenant: harbour.tenant, subject: completion, version: 1, data: fact(awards) });
    const lose = () => registry.hear({ contract: completionLost, tenant: harbour.tenant, subject: completion, version: 2, data: { ...fact([award]), cause: 'AWARD_REVOKED', at: registry.now() } });
    const restore = () => registry.hear({ contract: completionRestored, tenant: harbour.tenant, subject: completion, version: 3, data: fact([award]) });
    return { harbour, host: recordHost?.id ?? '', earner, person: principalOf({ kind: 'PERSON', actor: account, account }), award, complete, lose, restore };
  }

  it('are sent when the person who agreed completes a pathway: the signed record, once, with a log', async () => {
    const { harbour, host, earner, person, complete } = await arranged();
    expect((await agreed('agreeToRecordHost', host, person)).agreement).toMatchObject({ name: 'Oakmere University', host: new URL(oakmere.stated.url).host, lastSentAt: null });
    await complete();
    const push = await until(harbour, ({ state }) => state === 'DELIVERED');
    expect(push).toMatchObject({ attemptCount: 1, attempts: [{ status: 201, error: null }] });
    expect(oakmere.arrived).toMatchObject([{ type: 'application/json' }]);
    const { recordCredential } = await registry.ask<{ recordCredential: { document: { id: string; type: string[] } } }>('query ($id: ID!) { recordCredential(id: $id) { document } }', { id: push.recordCredential?.id }, harbour.administrator);
    expect(recordCredential.document.type).toContain('ClrCredential');
    expect(JSON.parse(oakmere.arrived[0]?.text ?? '')).toEqual(recordCredential.document);
    const verified = await registry.ask<{ verifyCredential: { verdict: string } }>('query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict } }', { input: { document: recordCredential.document } });
    expect(verified.verifyCredential.verdict).toBe('VALID');
    const mine = await registry.ask<{ _entities: { recordHosts: { recordHostId: string; agreedAt: string | null; lastSentAt: string | null }[] | null }[] }>(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Earner { recordHosts { recordHostId agreedAt lastSentAt } } } }',
      { r: [{ __typename: 'Earner', id: `ern_${earner}` }] },
      person,
    );
    expect(mine._entities[0]?.recordHosts).toEqual([{ recordHostId: host, agreedAt: expect.any(String) as string, lastSentAt: expect.any(String) as string }]);
  });

  it('stay where they are without the person’s own word', async () => {
    const { harbour, host, earner, person, complete } = await arranged();
    const staff = principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['ADMINISTER', 'AWARD'] });
    expect((await agreed('agreeToRecordHost', host, staff, `ern_${earner}`)).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    const stranger = principalOf({ kind: 'PERSON', actor: newId(), account: newId() });
    expect((await agreed('agreeToRecordHost', host, stranger, `ern_${earner}`)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await agreed('agreeToRecordHost', `rch_${newId()}`, person)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'recordHostId'] }]);
    await complete();
    expect(await pushes(harbour)).toEqual([]);
  });

  it('are sent of what was completed before, and no more once he changes his mind', async () => {
    const { harbour, host, person, complete } = await arranged();
    await complete();
    oakmere.status = 503;
    await agreed('agreeToRecordHost', host, person);
    await until(harbour, ({ attemptCount }) => attemptCount === 1);
    expect((await agreed('withdrawFromRecordHost', host, person)).agreement).toMatchObject({ agreedAt: null });
    expect(await until(harbour, () => true)).toMatchObject({ state: 'WITHDRAWN' });
    expect((await told('retryRecordPush', 'RetryRecordPushInput', { id: (await pushes(harbour))[0]?.id }, 'push { state }', harbour.administrator)).userErrors).toMatchObject([{ code: 'RECORD_PUSH_STATE_INVALID' }]);
  });

  it('are sent again on the schedule of webhooks, the same document each time, and again by hand', async () => {
    const { harbour, host, person, complete } = await arranged();
    await agreed('agreeToRecordHost', host, person);
    oakmere.status = 503;
    await complete();
    await until(harbour, ({ attemptCount }) => attemptCount === 1);
    registry.forward(7_000);
    await until(harbour, ({ attemptCount }) => attemptCount === 2);
    oakmere.status = 200;
    registry.forward(minute);
    const push = await until(harbour, ({ state }) => state === 'DELIVERED');
    expect(push.attempts).toEqual([{ status: 503, error: 'STATUS_NOT_OK' }, { status: 503, error: 'STATUS_NOT_OK' }, { status: 200, error: null }]);
    expect((await told<{ push: Push | null }>('retryRecordPush', 'RetryRecordPushInput', { id: push.id }, `push { ${pushFields} }`, harbour.administrator)).push).toMatchObject({ state: 'PENDING' });
    await until(harbour, ({ state, attemptCount }) => state === 'DELIVERED' && attemptCount === 4);
    expect(new Set(oakmere.arrived.map(({ text }) => text)).size).toBe(1);
  });

  it('are made anew when a completion that fell away comes back', async () => {
    const { harbour, host, person, complete, lose, restore } = await arranged();
    await agreed('agreeToRecordHost', host, person);
    await complete();
    const first = await until(harbour, ({ state }) => state === 'DELIVERED');
    await lose();
    expect(await until(harbour, () => true)).toMatchObject({ state: 'WITHDRAWN' });
    await restore();
    const second = await until(harbour, ({ state }) => state === 'DELIVERED');
    expect(second.recordCredential?.id).not.toBe(first.recordCredential?.id);
    const [before, after] = oakmere.arrived.map(({ text }) => (JSON.parse(text) as { id: string }).id);
    expect(after).not.toBe(before);
  });

  it('wait for the awards of the completion that are told later', async () => {
    const { harbour, host, earner, person, award, complete } = await arranged();
    await agreed('agreeToRecordHost', host, person);
    const late = harbour.fact({ earner });
    await complete([award, late]);
    await new Promise((resume) => setTimeout(resume, 1_500));
    expect(await until(harbour, () => true)).toMatchObject({ state: 'PENDING', attemptCount: 0 });
    await harbour.award(late);
    registry.forward(6_000);
    await until(harbour, ({ state }) => state === 'DELIVERED');
    expect((JSON.parse(oakmere.arrived[0]?.text ?? '') as { credentialSubject: { verifiableCredential: unknown[] } }).credentialSubject.verifiableCredential).toHaveLength(2);
  });

  it('tell in the log why a host got none', async () => {
    const { harbour, host, person, complete } = await arranged();
    await agreed('agreeToRecordHost', host, person);
    const update = (input: object) => told<{ recordHost: { clientId: string } | null }>('updateRecordHost', 'UpdateRecordHostInput', { id: host, ...input }, 'recordHost { clientId url }', harbour.administrator);
    expect((await update({ name: '' })).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'name'] }]);
    expect((await update({ clientId: 'somebody' })).recordHost).toMatchObject({ clientId: 'somebody' });
    await complete();
    expect((await until(harbour, ({ attemptCount }) => attemptCount === 1)).attempts).toEqual([{ status: 401, error: 'TOKEN_REFUSED' }]);
    expect((await update({ url: 'https://elsewhere.example/clr' })).userErrors).toMatchObject([{ code: 'FIELD_MISSING', field: ['input', 'clientSecret'] }]);
    await update({ url: 'https://localhost:1/clr', clientSecret: oakmere.secret }).then(({ userErrors }) => expect(userErrors).toMatchObject([{ code: 'ADDRESS_NOT_ALLOWED' }]));
    expect(oakmere.arrived).toEqual([]);
  });

  it('go to hosts that who administers the tenant names, with secrets that are kept sealed', async () => {
    const harbour = await new Provider(registry).introduce();
    for (const url of ['http://host.example/clr', 'https://10.0.0.7/clr', 'https://host.example:99/clr', 'nothing']) {
      expect(await named(harbour, { url })).toMatchObject({ recordHost: null, userErrors: [{ code: 'ADDRESS_NOT_ALLOWED', field: ['input', 'url'] }] });
    }
    expect((await named(harbour, { tokenUrl: 'https://127.0.0.1/', clientSecret: '' })).userErrors.map(({ field }) => field?.[1])).toEqual(['tokenUrl', 'clientSecret']);
    const { recordHost } = await named(harbour);
    const rows = await registry.test.database.work((tx) => tx.query<{ sealed: Buffer }>('SELECT client_secret AS sealed FROM record_host'));
    expect(rows.some(({ sealed }) => sealed.includes(oakmere.secret))).toBe(false);
    const other = await new Provider(registry).introduce();
    const remove = (by: Principal) => told<{ id: string | null }>('deleteRecordHost', 'DeleteRecordHostInput', { id: recordHost?.id }, 'id', by);
    expect((await remove(other.administrator)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const designer = principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['DESIGN'] });
    expect((await remove(designer)).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    await expect(registry.ask('{ recordHosts { id } }', {}, designer)).rejects.toThrow('FORBIDDEN');
    expect(await registry.ask('{ recordHosts { id name } }', {}, harbour.administrator)).toEqual({ recordHosts: [{ id: recordHost?.id, name: 'Oakmere University' }] });
    expect((await remove(harbour.administrator)).id).toBe(recordHost?.id);
    expect(await registry.ask('{ recordHosts { id } }', {}, harbour.administrator)).toEqual({ recordHosts: [] });
  });

  it('leave nothing behind of a person who is erased', async () => {
    const { harbour, host, earner, person, complete } = await arranged();
    await agreed('agreeToRecordHost', host, person);
    await complete();
    await until(harbour, ({ state }) => state === 'DELIVERED');
    await registry.hear({ contract: earnerErased, tenant: harbour.tenant, subject: earner, version: 3, data: { earner, at: registry.now() } as never });
    expect(await pushes(harbour)).toEqual([]);
  });
});
