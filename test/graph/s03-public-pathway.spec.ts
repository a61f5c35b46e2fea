import { randomBytes } from 'node:crypto';
import { aRegistry, aTenant, type GraphClient, type TestTenant, type UserError, Wallet } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';
import { Browser } from './browser.js';
import { aPerson, register, type RegisteredFrontEnd, Request } from './signing-in.js';

const refusals = 'userErrors { code field message }';
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields: string, awaitPosition?: string) =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input }, { refusals: 'expected', ...(awaitPosition ? { awaitPosition } : {}) });

interface Enrolled {
  readonly enrolment: { readonly id: string; readonly state: string; readonly version: number; readonly pathwayVersion: { readonly number: number } } | null;
  readonly position: string | null;
}

const codes = (errors: readonly UserError[]) => errors.map(({ code, field }) => [code, field?.at(-1)]);

describe('S3: a public pathway', () => {
  let lantern: TestTenant;
  let issuer: Marked;
  let desk: RegisteredFrontEnd;
  let parts: AchievementMarked[];
  let pathway: { id: string; versionId: string };
  let published = '';

  beforeAll(async () => {
    lantern = await aTenant('Lantern Arts House');
    issuer = await anIssuer(lantern, `Lantern Arts House ${randomBytes(4).toString('hex')}`);
    desk = (await register({ scope: 'openid award' }, lantern.key ?? '')).body;
    parts = [];
    for (const title of ['Light', 'Shadow', 'Colour', 'Line']) parts.push(await aPublishedAchievement(lantern, issuer, title));
    const definition = {
      language: 'cairn-pathway/1',
      requirements: parts.map(({ id }, at) => ({ id: `part-${at + 1}`, kind: 'award', achievement: id })),
      policy: { sharing: 'shared' },
    };
    const positions = [issuer, ...parts].map(({ position }) => position).join(',');
    const made = await did<{ pathway: { id: string }; pathwayVersion: { id: string }; position: string }>(
      lantern,
      'createPathway',
      { issuerId: issuer.id, code: `arts-${Date.now()}`, title: 'Looking at pictures', definition },
      'pathway { id } pathwayVersion { id } position',
      positions,
    );
    expect(made.userErrors).toEqual([]);
    pathway = { id: made.pathway.id, versionId: made.pathwayVersion.id };
    const done = await did<{ position: string }>(lantern, 'publishPathwayVersion', { id: pathway.versionId }, 'pathwayVersion { state } position', positions);
    expect(done.userErrors).toEqual([]);
    published = done.position;
  }, 60_000);

  /** Somebody who has proven an address, with a record at Lantern under a name that he chose. */
  const somebody = async (account: string, chosen: string) => {
    const graph = lantern.as((await new Request(desk, 'openid award').tokens(await aPerson(account))).access_token);
    const opened = await did<{ earner: { id: string; state: string }; position: string }>(graph, 'openOwnRecord', { issuerId: issuer.id, name: chosen }, 'earner { id state } position', issuer.position);
    expect(opened).toMatchObject({ earner: { state: 'CLAIMED' }, userErrors: [] });
    return { graph, earnerId: opened.earner.id, position: opened.position };
  };
  const enrol = (by: { graph: GraphClient; earnerId: string; position: string }) =>
    did<Enrolled>(by.graph, 'enrolEarner', { earnerId: by.earnerId, pathwayId: pathway.id }, 'enrolment { id state version pathwayVersion { number } } position', `${published},${by.position}`);
  const page = (by: GraphClient) =>
    by.read<{ pathway: { title: string; access: string; currentVersion: { requirements: unknown[] } } | null }>(
      'query ($id: ID!) { pathway(id: $id) { title access currentVersion { number requirements { id kind achievement { id } } } } }',
      { id: pathway.id },
      { awaitPosition: published },
    );
  const nobody = () => lantern.as(null);

  it('is read by anybody, without signing in', async () => {
    const { pathway: seen } = await page(nobody());
    expect(seen).toMatchObject({ title: 'Looking at pictures', access: 'PUBLIC' });
    expect(seen?.currentVersion.requirements).toHaveLength(4);
  });

  it('is not for an address that nobody has proven', async () => {
    const { url } = aRegistry();
    const browser = new Browser(url);
    const person = { email: `p${randomBytes(6).toString('hex')}@people.example`, password: randomBytes(9).toString('base64url') };
    await browser.send(await browser.open('/oidc/register'), '/register', { name: 'Tomas Rell', ...person });
    await expect(new Request(desk, 'openid award').tokens(person)).rejects.toThrow(/Confirm your e-mail address/);
    const asked = await nobody().graph(`mutation ($input: EnrolEarnerInput!) { enrolEarner(input: $input) { ${refusals} } }`, { input: { earnerId: `ern_${parts[0]?.id.slice(4)}`, pathwayId: pathway.id } });
    expect(asked.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is for whoever proves to hold a key, too; five wrong answers to challenges lock the account', async () => {
    const { graph } = await somebody('Tomas Rell', 'Tomas');
    const wallet = new Wallet(fetch);
    const challenge = async () => (await did<{ challenge: { nonce: string; audience: string } }>(graph, 'challengeKey', { did: wallet.did }, 'challenge { nonce audience }')).challenge;
    const prove = async (proof: string) => did<{ key: { did: string } | null }>(graph, 'proveKey', { proof }, 'key { did }');
    expect(await prove(await wallet.keyProof(await challenge()))).toMatchObject({ key: { did: wallet.did }, userErrors: [] });
    const { viewer } = await graph.read<{ viewer: object }>('{ viewer { provenKeys { did } } }');
    expect(viewer).toEqual({ provenKeys: [{ did: wallet.did }] });
    const asked = await challenge();
    for (let time = 0; time < 5; time += 1) expect(codes((await prove(await new Wallet(fetch).keyProof(asked))).userErrors)).toEqual([['INVALID_VALUE', 'proof']]);
    expect(codes((await prove(await wallet.keyProof(await challenge()))).userErrors)).toEqual([['CHALLENGE_LOCKED', undefined]]);
  });

  it('is followed by Noor, in no roster; by others no more once it is for members, while she finishes', async () => {
    const noor = await somebody('Noor Castellan', 'Noor');
    const { enrolment, position, userErrors } = await enrol(noor);
    expect(userErrors).toEqual([]);
    expect(enrolment).toMatchObject({ state: 'ACTIVE', pathwayVersion: { number: 1 } });
    const again = await enrol(noor);
    expect(again.enrolment?.id).toBe(enrolment?.id);
    expect(codes(again.userErrors)).toEqual([['ALREADY_ENROLLED', 'earnerId']]);

    // Lantern sees the record, the name that she chose, and nothing else.
    const seen = await lantern.read<{ earner: object; enrolment: object }>(
      'query ($earner: ID!, $enrolment: ID!) { earner(id: $earner) { id name state identifiers { value } } enrolment(id: $enrolment) { state earner { id } } }',
      { earner: noor.earnerId, enrolment: enrolment?.id },
      { awaitPosition: `${noor.position},${position}` },
    );
    expect(seen).toEqual({ earner: { id: noor.earnerId, name: 'Noor', state: 'CLAIMED', identifiers: [] }, enrolment: { state: 'ACTIVE', earner: { id: noor.earnerId } } });

    const set = await did<{ pathway: { access: string; visibility: string } }>(lantern, 'setPathwayAccess', { id: pathway.id, access: 'MEMBERS_ONLY' }, 'pathway { access visibility } position');
    expect(set).toMatchObject({ pathway: { access: 'MEMBERS_ONLY', visibility: 'PUBLIC' }, userErrors: [] });
    const idris = await somebody('Idris Vane', 'Idris');
    const refused = await enrol(idris);
    expect(codes(refused.userErrors)).toEqual([['PATHWAY_MEMBERS_ONLY', 'earnerId']]);
    expect(refused).toMatchObject({ enrolment: null, position: null });
    const { earner } = await idris.graph.read<{ earner: { enrolments: { totalCount: number } } }>('query ($id: ID!) { earner(id: $id) { enrolments(first: 1) { totalCount } } }', { id: idris.earnerId });
    expect(earner.enrolments.totalCount).toBe(0);
    expect((await page(nobody())).pathway).toMatchObject({ access: 'MEMBERS_ONLY' });

    for (const part of parts) {
      const assessment = { method: 'Portfolio', assessedOn: '2026-03-01', assessor: 'Lantern Arts House' };
      const made = await lantern.mutate<{ award: { id: string } | null }>(`mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } ${refusals} } }`, {
        input: { achievementVersionId: part.versionId, earnerId: noor.earnerId, assessment },
      });
      expect(made.award).not.toBeNull();
    }
    const own = 'query ($id: ID!) { enrolment(id: $id) { state pathwayVersion { number } progress { satisfied total } } }';
    const finished = await eventually(
      async () => (await noor.graph.read<{ enrolment: { state: string } }>(own, { id: enrolment?.id })).enrolment,
      ({ state }) => state === 'COMPLETED',
    );
    expect(finished).toEqual({ state: 'COMPLETED', pathwayVersion: { number: 1 }, progress: { satisfied: 4, total: 4 } });
  }, 60_000);

  it('vanishes for strangers when its visibility is changed as well', async () => {
    const set = await did<{ position: string }>(lantern, 'setPathwayAccess', { id: pathway.id, visibility: 'MEMBERS_ONLY' }, 'pathway { visibility } position');
    published = set.position;
    expect((await page(nobody())).pathway).toBeNull();
    const other = await aTenant('Sorrel Cloud');
    expect((await page(other)).pathway).toBeNull();
    const listed = await other.read<{ enrolments: { nodes: unknown[] } }>('query ($p: ID!) { enrolments(first: 5, filter: { pathway: { eq: $p } }) { nodes { id } } }', { p: pathway.id });
    expect(listed.enrolments.nodes).toEqual([]);
  });
});
