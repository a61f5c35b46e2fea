import { aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPathway, aPublishedAchievement, type AwardMarked, enrol, eventually } from './arrange.js';
import { aPerson, register, Request } from './signing-in.js';

const refusals = 'userErrors { code field message }';
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields: string) =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input });

const own = `{ myEarners { id state name identifiers { value } consents { purpose state }
  awards(first: 10) { nodes { id visibility credential { state document } } }
  enrolments(first: 10) { nodes { state pathway { title } progress { satisfied total } } }
  personalData pathwayData credentialData } }`;

interface Own {
  readonly myEarners: {
    readonly id: string;
    readonly state: string;
    readonly name: string;
    readonly awards: { nodes: { id: string; visibility: string; credential: { state: string; document: object | null } | null }[] };
    readonly enrolments: { nodes: { state: string; pathway: { title: string }; progress: { satisfied: number; total: number } }[] } | null;
    readonly personalData: { awards: unknown[] };
    readonly pathwayData: { enrolments: unknown[] };
    readonly credentialData: { credentials: unknown[] } | null;
  }[];
}

describe('a person with a record', () => {
  let tenant: TestTenant;
  let person: GraphClient;
  let award: AwardMarked;

  beforeAll(async () => {
    tenant = await aTenant('Lantern College');
    const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
    const { access_token: token } = await new Request(desk, 'openid award').tokens(await aPerson('Noor Nilsen'));
    person = tenant.as(token);
    const issuer = await anIssuer(tenant);
    const achievement = await aPublishedAchievement(tenant, issuer, 'Knows lanterns');
    const pathway = await aPathway(tenant, issuer, [{ id: 'a', kind: 'award', achievement: achievement.id }]);
    award = await anAward(tenant, achievement, `N-${Date.now()}`, { visibility: 'PUBLIC' });
    await eventually(() => enrol(tenant, award.earnerId, pathway.id).catch(() => null), (made) => made !== null);
  });

  const page = async () => (await fetch(`${tenant.url}/c/${award.id}.json`)).status;

  it('claims it by a link, and reads all that is about him in one query, whatever is public', async () => {
    expect((await person.read<Own>('{ myEarners { id } }')).myEarners).toEqual([]);
    const { token } = await did<{ token: string }>(tenant, 'createClaimLink', { earnerId: award.earnerId }, 'token');
    const { earner } = await did<{ earner: { state: string } }>(person, 'claimEarner', { token }, 'earner { state }');
    expect(earner.state).toBe('CLAIMED');
    // The other services have to hear of it first, and the document has to be signed.
    const { myEarners } = await eventually(
      async () => (await person.graph<Own>(own)).data ?? { myEarners: [] },
      ({ myEarners: [mine] }) => Boolean(mine?.enrolments && mine.credentialData && mine.awards.nodes[0]?.credential?.document),
    );
    expect(myEarners).toMatchObject([
      {
        id: award.earnerId,
        awards: { nodes: [{ id: award.id, credential: { document: { type: ['VerifiableCredential', 'OpenBadgeCredential'] } } }] },
        enrolments: { nodes: [{ pathway: { title: 'Field naturalist' }, progress: { satisfied: 1 } }] },
        personalData: { awards: [{ id: award.id }] },
        pathwayData: { enrolments: [expect.anything()], holdings: [{ award: award.id }] },
        credentialData: { credentials: [{ award: award.id }] },
      },
    ]);
  });

  it('is seen by nobody else who is signed in', async () => {
    const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
    const { access_token: token } = await new Request(desk, 'openid award').tokens(await aPerson('Otto Olsen'));
    const other = tenant.as(token);
    const asked = await other.read<{ earner: unknown; award: { earner: unknown } | null }>(
      `query ($earner: ID!, $award: ID!) { earner(id: $earner) { name } award(id: $award) { earner { name } } }`,
      { earner: award.earnerId, award: award.id },
    );
    expect(asked).toEqual({ earner: null, award: { earner: null } });
  });

  it('withdraws what he agreed to, and his public page is gone', async () => {
    await eventually(page, (status) => status === 200);
    await did(person, 'giveConsent', { earnerId: award.earnerId, purpose: 'PUBLIC_PAGE' }, 'earner { id }');
    await did(person, 'withdrawConsent', { earnerId: award.earnerId, purpose: 'PUBLIC_PAGE' }, 'earner { id }');
    await eventually(page, (status) => status === 404);
    await did(person, 'changeAwardVisibility', { id: award.id, visibility: 'PUBLIC' }, 'award { id }');
    await eventually(page, (status) => status === 200);
  });

  it('erases himself: every service confirms, and what he was shown is of nobody', async () => {
    await did(person, 'eraseEarner', { earnerId: award.earnerId, reason: 'PERSON_ASKED' }, 'earner { id }');
    expect((await person.read<Own>('{ myEarners { id } }')).myEarners).toEqual([]);
    const erasure = `query ($id: ID!) { earner(id: $id) { state name awards(first: 5) { totalCount } erasure { completedAt services { service confirmedAt } } } }`;
    const { earner } = await eventually(
      () => tenant.read<{ earner: { erasure: { completedAt: string | null } } }>(erasure, { id: award.earnerId }),
      (answer) => answer.earner.erasure.completedAt !== null,
    );
    expect(earner).toMatchObject({ state: 'ERASED', name: null, awards: { totalCount: 1 } });
    expect(await page()).toBe(410);
  });
});
