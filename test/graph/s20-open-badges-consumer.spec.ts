import { aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPublishedAchievement, eventually } from './arrange.js';
import { Browser } from './browser.js';
import { aClaimant, aDesk, type Claimant } from './s08-people.js';
import { SecondRegistry } from './second-registry.js';

const fields = 'id name url state fault authorizationUrl lastReading { at whole listed added replaced notTaken { code count } }';
const connect = `mutation ($input: ConnectCredentialSourceInput!) { connectCredentialSource(input: $input) { credentialSource { ${fields} } userErrors { code field message } } }`;
const finish = `mutation ($input: FinishCredentialSourceInput!) { finishCredentialSource(input: $input) { credentialSource { ${fields} } userErrors { code field message } } }`;
const refresh = `mutation ($input: RefreshCredentialSourceInput!) { refreshCredentialSource(input: $input) { credentialSource { ${fields} } userErrors { code field message } } }`;
const disconnect = `mutation ($input: DisconnectCredentialSourceInput!) { disconnectCredentialSource(input: $input) { id userErrors { code field message } } }`;
const looked = `{ myEarners { credentialSources { ${fields} } backpack(first: 50) { nodes { state issuerId achievementName sourceUrl document addedBy } } awards(first: 50) { totalCount } } }`;

interface Source {
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly fault: string | null;
  readonly authorizationUrl: string | null;
  readonly lastReading: { readonly at: string; readonly whole: boolean; readonly listed: number; readonly added: number } | null;
}
interface Held {
  readonly credentialSources: readonly Source[];
  readonly backpack: { readonly nodes: readonly { readonly state: string; readonly issuerId: string; readonly achievementName: string; readonly document: { readonly id: string } }[] };
  readonly awards: { readonly totalCount: number };
}

const waitMs = 60_000;

/** S20, the other way round: a person has what another registry signed about her read into her backpack here, by Open Badges 3.0. */
describe('a person whose credentials lie at another host', () => {
  let oakmere: SecondRegistry;
  let tenant: TestTenant;
  let mira: Claimant;
  /** As she is known there: another account, another record, another tenant. */
  let there: { readonly tenant: TestTenant; readonly mira: Claimant };
  let url: string;

  beforeAll(async () => {
    oakmere = await SecondRegistry.open();
    tenant = await aTenant('Harbour College');
    mira = await aClaimant(tenant, await aDesk(tenant), 'Mira Solano');
    there = await oakmere.there(async () => {
      const other = await aTenant('Oakmere University');
      return { tenant: other, mira: await aClaimant(other, await aDesk(other), 'Mira Solano') };
    });
    url = `${oakmere.publicUrl}/${there.tenant.tenantId}/ims/ob/v3p0`;
  }, 240_000);
  afterAll(() => oakmere.close());

  const held = async (): Promise<Held> => {
    const { myEarners } = await mira.graph.read<{ myEarners: Held[] }>(looked);
    const [first] = myEarners;
    if (!first) throw new Error('no record');
    return first;
  };
  const until = (wanted: (source: Source, held: Held) => boolean) =>
    eventually(held, (found) => found.credentialSources.some((source) => wanted(source, found)), waitMs);
  const awarded = (title: string) =>
    oakmere.there(async () => {
      const achievement = await aPublishedAchievement(there.tenant, await anIssuer(there.tenant), title);
      return anAward(there.tenant, achievement, title, { identifier: undefined, earnerId: there.mira.earnerId });
    });

  it('connects it: she agrees there, comes back, and has everything in her backpack, verified here, and no award of it', async () => {
    await awarded('Reads tides');
    const begun = await mira.graph.mutate<{ credentialSource: Source }>(connect, { input: { url, returnTo: 'https://desk.example/back' } });
    expect(begun.credentialSource).toMatchObject({ state: 'PREPARING', authorizationUrl: null });
    const { credentialSources: [asked] } = await until(({ state }) => state === 'AUTHORISING');
    // Her own browser, at the other registry, where nobody knows of this one.
    const browser = new Browser(oakmere.registry.url);
    const { email, password } = there.mira.person;
    const signedIn = await browser.send(await browser.open(asked?.authorizationUrl ?? ''), '/sign-in', { email, password });
    const back = (await browser.send(signedIn, '/agree')).url;
    expect(`${back.origin}${back.pathname}`).toBe('https://desk.example/back');
    const answer = { state: back.searchParams.get('state'), code: back.searchParams.get('code'), issuer: back.searchParams.get('iss') };
    expect(answer.issuer).toBe(`${oakmere.publicUrl}/oidc`);
    await mira.graph.mutate(finish, { input: answer });
    const found = await until(({ state, lastReading }, { backpack }) => state === 'CONNECTED' && lastReading !== null && backpack.nodes.length === 2 && backpack.nodes.every((one) => one.state !== 'RECEIVED'));
    expect(found.credentialSources).toMatchObject([{ name: expect.any(String) as string, fault: null, lastReading: { whole: true, listed: 2, added: 2, notTaken: [] } }]);
    expect(found.backpack.nodes.map(({ state, achievementName }) => [achievementName, state]).sort()).toEqual([['Knows herons', 'VALID'], ['Reads tides', 'VALID']]);
    for (const one of found.backpack.nodes) expect(one.issuerId).toMatch(new RegExp(`^did:web:localhost%3A${new URL(oakmere.publicUrl).port}`));
    expect(found.awards.totalCount).toBe(1);
  }, 180_000);

  it('has what came since read when she asks, with tokens that were renewed meanwhile', async () => {
    await awarded('Reads currents');
    const { credentialSources: [source] } = await held();
    await mira.graph.mutate(refresh, { input: { id: source?.id } });
    // The other registry signs when it is asked for the list, or a moment later.
    const found = await eventually(async () => {
      const now = await held();
      if (!now.backpack.nodes.some(({ achievementName }) => achievementName === 'Reads currents')) await mira.graph.mutate(refresh, { input: { id: source?.id } });
      return now;
    }, ({ backpack, credentialSources: [now] }) => backpack.nodes.length === 3 && now?.lastReading?.whole === false, waitMs);
    expect(found.credentialSources).toMatchObject([{ state: 'CONNECTED', fault: null, lastReading: { notTaken: [] } }]);
  }, 120_000);

  it('shows her connections to nobody else, and lets nobody else end them', async () => {
    const { credentialSources: [source] } = await held();
    const { earner } = await tenant.read<{ earner: { credentialSources: null } }>('query ($id: ID!) { earner(id: $id) { credentialSources { id } } }', { id: mira.earnerId });
    expect(earner.credentialSources).toBeNull();
    const { data } = await tenant.graph<{ disconnectCredentialSource: { userErrors: { code: string }[] } }>(disconnect, { input: { id: source?.id } });
    expect(data?.disconnectCredentialSource.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('ends it, and keeps what she has', async () => {
    const { credentialSources: [source] } = await held();
    await mira.graph.mutate(disconnect, { input: { id: source?.id } });
    expect(await held()).toMatchObject({ credentialSources: [], backpack: { nodes: [{}, {}, {}] } });
  });
});
