import { type Principal, principalOf } from '@cairn/access';
import { earnerClaimed, earnerErased } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { ForeignIssuer } from '../testing/foreign-issuer.js';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { BadgeHost } from './testing/badge-host.js';

interface Source {
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly fault: string | null;
  readonly authorizationUrl: string | null;
  readonly lastReading: { at: string; whole: boolean; listed: number; added: number; replaced: number; notTaken: { code: string; count: number }[] } | null;
}
type Refused = { userErrors: { code: string; field: string[] | null }[] };

const fields = 'id url name state fault authorizationUrl connectedAt nextReadingAt lastReading { at whole listed added replaced notTaken { code count } }';
const hour = 3_600_000;
const reader = 'did:example:reader';

describe('credentials that are read from hosts of others', () => {
  let registry: VerificationRegistry;
  let oakmere: BadgeHost;
  let issuer: ForeignIssuer;
  let harbour: Provider;
  beforeAll(async () => {
    oakmere = await BadgeHost.open();
    issuer = await ForeignIssuer.open();
    registry = await VerificationRegistry.open(undefined, { allow: [oakmere.allowed, ...issuer.fetching.allow] });
    harbour = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
    await oakmere.close();
    await issuer.close();
  });
  beforeEach(() => {
    Object.assign(oakmere, { behaves: 'GOOD', pageMax: 100, tokenSeconds: 300, shutOut: false, knowsClients: true, tokenUrl: '/token', meanwhile: null });
    for (const list of [oakmere.listed, oakmere.asked, oakmere.givenBack]) list.length = 0;
  });

  /** A person who has claimed a record. */
  async function aPerson(proven: readonly string[] = [reader]) {
    const [earner, account] = [newId(), newId()];
    const claim = (version: number, by: string | null) => registry.hear({ contract: earnerClaimed, tenant: harbour.tenant, subject: earner, version, data: { earner, account: by, at: registry.now() } as never });
    await claim(2, account);
    return { earner, claim, person: principalOf({ kind: 'PERSON', actor: account, account, proven }) };
  }
  const told = <Data>(name: string, type: string, input: object, result: string, principal: Principal) =>
    registry.ask<Record<string, Data & Refused>>(`mutation ($input: ${type}!) { ${name}(input: $input) { ${result} userErrors { code field message } } }`, { input }, principal).then((data) => data[name] as Data & Refused);
  const source = (name: string, type: string, input: object, principal: Principal) => told<{ credentialSource: Source | null }>(name, type, input, `credentialSource { ${fields} }`, principal);
  const connect = (principal: Principal, input: object = {}) => source('connectCredentialSource', 'ConnectCredentialSourceInput', { url: oakmere.url, returnTo: 'https://desk.example/back', ...input }, principal);
  const finish = (principal: Principal, input: object) => source('finishCredentialSource', 'FinishCredentialSourceInput', input, principal);
  const refresh = (principal: Principal, id: string, whole = false) => source('refreshCredentialSource', 'RefreshCredentialSourceInput', { id, whole }, principal);
  const disconnect = (principal: Principal, id: string) => told<{ id: string | null }>('disconnectCredentialSource', 'DisconnectCredentialSourceInput', { id }, 'id', principal);
  const ofEarner = <Data>(earner: string, principal: Principal, selection: string) =>
    registry.ask<{ _entities: Data[] }>(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Earner { ${selection} } } }`, { r: [{ __typename: 'Earner', id: `ern_${earner}` }] }, principal).then(({ _entities: [first] }) => first as Data);
  const sources = async (earner: string, principal: Principal) => (await ofEarner<{ credentialSources: Source[] | null }>(earner, principal, `credentialSources { ${fields} }`)).credentialSources;
  const backpack = async (earner: string, principal: Principal) =>
    (await ofEarner<{ backpack: { nodes: { id: string; state: string; validFrom: string; document: { id: string }; sourceUrl: string; addedBy: string; format: string }[] } }>(earner, principal, 'backpack(first: 100) { nodes { id state validFrom document sourceUrl addedBy format } }')).backpack.nodes;

  async function until(earner: string, principal: Principal, wanted: (source: Source) => boolean): Promise<Source> {
    for (const end = Date.now() + 30_000; ; ) {
      const [found] = (await sources(earner, principal)) ?? [];
      if (found && wanted(found)) return found;
      if (Date.now() > end) throw new Error(`it did not come about: ${JSON.stringify(found)}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }
  async function asked({ earner, person }: Someone, input: object = {}): Promise<string> {
    expect((await connect(person, input)).userErrors).toEqual([]);
    return (await until(earner, person, ({ state }) => state === 'AUTHORISING')).authorizationUrl ?? '';
  }
  /** A person who has connected the host, of which everything was read once. */
  async function connected(someone?: Someone): Promise<Someone & { source: Source }> {
    const one = someone ?? (await aPerson());
    await finish(one.person, oakmere.agree(await asked(one)));
    return { ...one, source: await until(one.earner, one.person, ({ lastReading, fault }) => lastReading !== null || fault !== null) };
  }
  /** Reads again, and waits until that was done. */
  async function readAgain({ earner, person, source: { id } }: Someone & { source: Source }, whole = false): Promise<Source> {
    registry.forward(10);
    const asked = registry.now();
    await refresh(person, id, whole);
    return until(earner, person, ({ lastReading, fault }) => fault !== null || (lastReading?.at ?? '') >= asked);
  }
  const badges = (days: readonly number[], over: object = {}) =>
    Promise.all(days.map((day) => issuer.credential({ credentialId: `${issuer.origin}/credentials/${day}`, subjectId: reader, validFrom: new Date(Date.UTC(2026, 0, day)), ...over })));
  const list = (documents: readonly object[]) => void oakmere.listed.push(...documents.map((document) => JSON.stringify(document)));

  it('come into the backpack from every page, as they were signed, and are verified here', async () => {
    list(await badges([1, 2, 3, 4, 5]));
    oakmere.listed.push(await issuer.token({ credentialId: `${issuer.origin}/credentials/6`, subjectId: reader, validFrom: new Date('2026-01-06T00:00:00Z') }));
    oakmere.pageMax = 2;
    const someone = await connected();
    expect(someone.source).toMatchObject({ name: 'Oakmere Badges', state: 'CONNECTED', fault: null, authorizationUrl: null, lastReading: { whole: true, listed: 6, added: 6, replaced: 0, notTaken: [] } });
    const held = await backpack(someone.earner, someone.person);
    expect(held).toHaveLength(6);
    expect(held).toEqual(held.map((one) => ({ ...one, addedBy: 'PERSON', sourceUrl: `${oakmere.url}/credentials` })));
    for (const end = Date.now() + 30_000; ; await new Promise((resume) => setTimeout(resume, 100))) {
      const states = (await backpack(someone.earner, someone.person)).map(({ state }) => state);
      if (states.every((state) => state === 'VALID')) break;
      if (Date.now() > end) throw new Error(`not verified: ${states.join()}`);
    }
  });

  it('are asked for since the latest that is known, a day before it; a newer one of the same id takes the place of the old one', async () => {
    list(await badges([1, 20]));
    const someone = await connected();
    list(await badges([20], { validFrom: new Date('2026-02-20T00:00:00Z') }));
    list(await badges([25]));
    const again = await readAgain(someone);
    expect(again.lastReading).toMatchObject({ whole: false, listed: 3, added: 1, replaced: 1 });
    expect(oakmere.asked.filter(({ path }) => path.endsWith('/credentials')).map(({ query }) => query.get('since'))).toEqual([null, '2026-01-19T00:00:00.000Z']);
    expect((await backpack(someone.earner, someone.person)).map(({ validFrom }) => validFrom.slice(0, 10)).sort()).toEqual(['2026-01-01', '2026-01-25', '2026-02-20']);
  });

  it('are read once more when that is asked for while they are read, and no more of them than was asked for', async () => {
    list(await badges([20]));
    const someone = await connected();
    oakmere.meanwhile = () => (registry.forward(10), refresh(someone.person, someone.source.id));
    await readAgain(someone);
    const sinces = () => oakmere.asked.filter(({ path }) => path.endsWith('/credentials')).map(({ query }) => query.get('since'));
    for (const end = Date.now() + 30_000; sinces().length < 3 && Date.now() < end; ) await new Promise((resume) => setTimeout(resume, 50));
    expect(sinces()).toEqual([null, '2026-01-19T00:00:00.000Z', '2026-01-19T00:00:00.000Z']);
  });

  it('that were issued before and listed later are found once a day, and when the whole list is asked for', async () => {
    list(await badges([20]));
    const someone = await connected();
    list(await badges([2]));
    expect((await readAgain(someone)).lastReading).toMatchObject({ whole: false, listed: 1, added: 0 });
    expect((await readAgain(someone, true)).lastReading).toMatchObject({ whole: true, listed: 2, added: 1 });
    list(await badges([3]));
    registry.forward(25 * hour);
    await until(someone.earner, someone.person, ({ lastReading }) => lastReading?.added === 1 && lastReading.listed === 3);
    expect(await backpack(someone.earner, someone.person)).toHaveLength(3);
  });

  it('are not fetched again while a list that is one page says that nothing changed', async () => {
    list(await badges([1, 2]));
    const someone = await connected();
    await readAgain(someone, true);
    expect(oakmere.asked.at(-1)?.tag).toMatch(/^"/);
    expect((await readAgain(someone, true)).lastReading).toMatchObject({ whole: true, listed: 0, added: 0 });
    list(await badges([3]));
    expect((await readAgain(someone, true)).lastReading).toMatchObject({ listed: 3, added: 1 });
  });

  it('are only those about the person, and what he removes stays removed', async () => {
    list([...(await badges([1, 2])), ...(await badges([3], { subjectId: 'did:example:somebody-else' }))]);
    oakmere.listed.push('no credential');
    const someone = await connected();
    expect(someone.source.lastReading).toMatchObject({ listed: 4, added: 2, notTaken: expect.arrayContaining([{ code: 'SUBJECT_MISMATCH', count: 1 }, { code: 'DOCUMENT_INVALID', count: 1 }]) as object[] });
    const [first] = await backpack(someone.earner, someone.person);
    await told('removeForeignCredential', 'RemoveForeignCredentialInput', { id: first?.id }, 'removedId', someone.person);
    await readAgain(someone, true);
    expect(await backpack(someone.earner, someone.person)).toHaveLength(1);
    // Who proves another name is taken for what he was refused before.
    await refresh({ ...someone.person, proven: [reader, 'did:example:somebody-else'] }, someone.source.id, true);
    await until(someone.earner, someone.person, ({ lastReading }) => lastReading?.added === 1);
    expect(await backpack(someone.earner, someone.person)).toHaveLength(2);
  });

  it.each([
    ['IGNORES_OFFSET', 'LIST_ENDLESS'],
    ['COUNTS_TOO_MANY', 'LIST_INCOMPLETE'],
  ] as const)('are taken from a host that %s, which is told, and asked for again with the whole list', async (behaves, fault) => {
    list(await badges([1, 2, 3]));
    oakmere.behaves = behaves;
    const someone = await connected();
    expect(someone.source).toMatchObject({ state: 'CONNECTED', fault, lastReading: { listed: 3, added: 3 } });
    oakmere.behaves = 'GOOD';
    expect(await until(someone.earner, someone.person, (one) => (registry.forward(7_000), one.fault === null))).toMatchObject({ lastReading: { whole: true, listed: 3, added: 0 } });
  });

  it('are all found at a host that tells nothing of its pages, and end where a list does not', async () => {
    list(await badges([1, 2, 3]));
    oakmere.behaves = 'NO_HEADERS';
    oakmere.pageMax = 2;
    expect((await connected()).source).toMatchObject({ fault: null, lastReading: { listed: 3, added: 3 } });
  });

  it.each([
    ['REDIRECTS', 'REDIRECTED'],
    ['SPEAKS_HTML', 'LIST_INVALID'],
    ['AWAY', 'NOT_ANSWERING'],
  ] as const)('wait for a host that %s, with the reason', async (behaves, fault) => {
    const someone = await aPerson();
    const back = oakmere.agree(await asked(someone));
    list(await badges([1]));
    if (behaves !== 'AWAY') oakmere.behaves = behaves;
    await finish(someone.person, back);
    if (behaves === 'AWAY') {
      await until(someone.earner, someone.person, ({ lastReading }) => lastReading !== null);
      oakmere.behaves = behaves;
      const [one] = (await sources(someone.earner, someone.person)) ?? [];
      await refresh(someone.person, one?.id ?? '');
    }
    expect(await until(someone.earner, someone.person, (one) => one.fault !== null)).toMatchObject({ state: 'CONNECTED', fault });
    oakmere.behaves = 'GOOD';
    await until(someone.earner, someone.person, (one) => (registry.forward(7_000), one.fault === null && one.lastReading !== null));
  });

  it('come with a token that is renewed when it ends, and no more once the person ended it there, which is told', async () => {
    list(await badges([1]));
    oakmere.tokenSeconds = 1;
    const someone = await connected();
    list(await badges([2]));
    expect((await readAgain(someone)).lastReading).toMatchObject({ added: 1 });
    expect(oakmere.asked.filter(({ path }) => path === '/token').length).toBeGreaterThanOrEqual(3);
    oakmere.shutOut = true;
    expect(await readAgain(someone)).toMatchObject({ state: 'FAILED', fault: 'SHUT_OUT' });
    expect((await refresh(someone.person, someone.source.id)).userErrors).toMatchObject([{ code: 'CREDENTIAL_SOURCE_STATE_INVALID', field: ['input', 'id'] }]);
    oakmere.shutOut = false;
    expect((await connected(someone)).source).toMatchObject({ state: 'CONNECTED', lastReading: { listed: 2, added: 0 } });
    expect(await backpack(someone.earner, someone.person)).toHaveLength(2);
  });

  it('are read under one client of a host for all who come by one front end, registered anew when the host knows it no more', async () => {
    await connected();
    const before = oakmere.registered.length;
    await connected();
    expect(oakmere.registered).toHaveLength(before);
    oakmere.knowsClients = false;
    const third = await aPerson();
    await finish(third.person, oakmere.agree(await asked(third)));
    expect(await until(third.earner, third.person, ({ fault }) => fault !== null)).toMatchObject({ state: 'FAILED', fault: 'CLIENT_REFUSED' });
    oakmere.knowsClients = true;
    await connected(third);
    expect(oakmere.registered).toHaveLength(before + 1);
  });

  it('are connected by the person alone: nobody else begins, brings an answer back, sees or ends it', async () => {
    const someone = await aPerson();
    const stranger = (await aPerson()).person;
    const staff = principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['ADMINISTER', 'AWARD'] });
    const earnerId = `ern_${someone.earner}`;
    expect((await connect(staff, { earnerId })).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await connect(stranger, { earnerId })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const back = oakmere.agree(await asked(someone));
    for (const other of [stranger, staff]) expect((await finish(other, back)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'state'] }]);
    expect((await finish(someone.person, { ...back, state: 'another' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await finish(someone.person, { ...back, issuer: 'https://elsewhere.example' })).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'issuer'] }]);
    const [one] = (await sources(someone.earner, someone.person)) ?? [];
    for (const other of [stranger, staff]) {
      expect(await sources(someone.earner, other)).toBeNull();
      expect((await refresh(other, one?.id ?? '')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect((await disconnect(other, one?.id ?? '')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    expect((await finish(someone.person, back)).userErrors).toEqual([]);
    expect((await finish(someone.person, back)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await until(someone.earner, someone.person, ({ state }) => state === 'CONNECTED');
    expect((await connect(someone.person)).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', field: ['input', 'url'] }]);
  });

  it('are not asked for where the person does not agree, comes with a code of somebody else, or not at all', async () => {
    const someone = await aPerson();
    const fails = async (fault: string) => expect(await until(someone.earner, someone.person, ({ state }) => state === 'FAILED')).toMatchObject({ fault });
    const { state } = oakmere.agree(await asked(someone));
    await finish(someone.person, { state });
    await fails('NOT_AGREED');
    const another = oakmere.agree(await asked(await aPerson()));
    await finish(someone.person, { ...oakmere.agree(await asked(someone)), code: another.code });
    await fails('NOT_AGREED');
    await asked(someone);
    registry.forward(hour + 1_000);
    await fails('NOT_AGREED');
  });

  it('go to no address that is not public, whether the person names it or the host', async () => {
    const someone = await aPerson();
    for (const url of ['http://host.example/ob', 'https://10.0.0.7/ob', 'https://host.example:99/ob', 'nothing']) {
      expect((await connect(someone.person, { url })).userErrors).toMatchObject([{ code: 'ADDRESS_NOT_ALLOWED', field: ['input', 'url'] }]);
    }
    expect((await connect(someone.person, { returnTo: 'http://desk.example' })).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'returnTo'] }]);
    oakmere.tokenUrl = 'https://127.0.0.1/token';
    await finish(someone.person, oakmere.agree(await asked(someone)));
    expect(await until(someone.earner, someone.person, ({ fault }) => fault !== null)).toMatchObject({ state: 'FAILED', fault: 'ADDRESS_NOT_ALLOWED' });
    oakmere.tokenUrl = '/token';
    await connect(someone.person, { url: `${new URL(oakmere.url).origin}/elsewhere` });
    for (const end = Date.now() + 30_000; ; await new Promise((resume) => setTimeout(resume, 50))) {
      const [, second] = (await sources(someone.earner, someone.person)) ?? [];
      if (second?.state === 'FAILED') break;
      if (Date.now() > end) throw new Error('a host that is none was not told of');
    }
  });

  it('end with the connection, which gives back what the host gave; what came stays', async () => {
    list(await badges([1]));
    const someone = await connected();
    expect((await disconnect(someone.person, someone.source.id)).id).toBe(someone.source.id);
    expect(await sources(someone.earner, someone.person)).toEqual([]);
    for (const end = Date.now() + 30_000; oakmere.givenBack.length === 0; await new Promise((resume) => setTimeout(resume, 50))) if (Date.now() > end) throw new Error('nothing was given back');
    expect(oakmere.givenBack).toEqual([expect.stringMatching(/^token=/)]);
    expect(await backpack(someone.earner, someone.person)).toHaveLength(1);
  });

  it('are kept without a token in the clear, and go with the person who is erased, or is behind the record no more', async () => {
    const rows = (account: string | null) => registry.test.database.work((tx) => tx.query<{ sealed: Buffer }>('SELECT sealed FROM credential_source WHERE account_id = $1', [account]));
    const [someone, other] = [await connected(), await connected()];
    const { credentialData } = await ofEarner<{ credentialData: { credentialSources: object[] } }>(someone.earner, someone.person, 'credentialData');
    expect(credentialData.credentialSources).toMatchObject([{ url: oakmere.url, name: 'Oakmere Badges', state: 'CONNECTED' }]);
    const [{ sealed } = { sealed: Buffer.alloc(0) }] = await rows(someone.person.account);
    expect(sealed.length).toBeGreaterThan(100);
    for (const word of ['https', 'access', reader]) expect(sealed.includes(word)).toBe(false);
    await registry.hear({ contract: earnerErased, tenant: harbour.tenant, subject: someone.earner, version: 3, data: { earner: someone.earner, at: registry.now() } as never });
    expect(await rows(someone.person.account)).toEqual([]);
    await other.claim(3, newId());
    expect(await rows(other.person.account)).toEqual([]);
  });
});

type Someone = Awaited<ReturnType<() => Promise<{ earner: string; person: Principal; claim: (version: number, by: string | null) => Promise<string> }>>>;
