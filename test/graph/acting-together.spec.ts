import { aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { aDraftAchievement, anIssuer, aPublishedAchievement, assessment, type AchievementMarked, type Marked } from './arrange.js';

const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) {
  award { id issuer { id } agentIssuer { id } earner { id } } userErrors { code field message } } }`;
const awardById = `query ($id: ID!) { award(id: $id) { id issuer { name } agentIssuer { name } } }`;
const awards = `{ awards(first: 10) { nodes { id } } }`;
const refusals = 'position userErrors { code field message }';

interface Payload {
  readonly position: string;
}

let school: TestTenant;
let museum: TestTenant;
let [schoolIssuer, museumIssuer]: Marked[] = [];

beforeAll(async () => {
  [school, museum] = [await aTenant('School of Sails'), await aTenant('Museum of Masts')];
  [schoolIssuer, museumIssuer] = [await anIssuer(school, `School of Sails ${Math.random()}`), await anIssuer(museum, `Museum of Masts ${Math.random()}`)];
});

describe('a mandate', () => {
  let achievement: AchievementMarked;
  let position: string;
  let mandate: string;

  const propose = `mutation ($input: ProposeMandateInput!) { proposeMandate(input: $input) { mandate { id } ${refusals} } }`;
  const accept = `mutation ($input: AcceptMandateInput!) { acceptMandate(input: $input) { mandate { state } ${refusals} } }`;
  const end = `mutation ($input: EndMandateInput!) { endMandate(input: $input) { mandate { state } ${refusals} } }`;
  const issued = (by: GraphClient) => {
    const identifier = { type: 'EMAIL', value: `m-${Math.random()}@example.org` };
    return by.mutate<{ award: { id: string; issuer: Marked; agentIssuer: Marked; earner: Marked | null } | null }>(
      issue,
      { input: { achievementVersionId: achievement.versionId, identifier, awardedOn: '2026-03-01', assessment } },
      { refusals: 'expected' },
    );
  };
  const reached = (tenant: TestTenant, awaitPosition: string) => tenant.read(awards, {}, { awaitPosition });

  beforeAll(async () => {
    achievement = await aPublishedAchievement(museum, museumIssuer!, 'Climbs masts', { duplicatePolicy: 'MANY' });
    const proposed = await museum.mutate<{ mandate: { id: string } }>(propose, { input: { mandatorIssuerId: museumIssuer!.id, agentIssuerId: schoolIssuer!.id, actions: ['AWARD'] } });
    mandate = proposed.mandate.id;
  });

  it('that is only proposed lets nobody act', async () => {
    expect((await issued(school)).userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  });

  it('that was accepted lets the agent award in the name of the mandator, for both to see', async () => {
    ({ position } = await school.mutate<Payload>(accept, { input: { id: mandate } }));
    await reached(school, position);
    await reached(museum, achievement.position);
    const { award, userErrors } = await issued(school);
    expect(userErrors).toEqual([]);
    expect(award).toMatchObject({ issuer: { id: museumIssuer!.id }, agentIssuer: { id: schoolIssuer!.id }, earner: null });
    for (const tenant of [school, museum]) {
      const { award: seen } = await tenant.read<{ award: unknown }>(awardById, { id: award?.id });
      expect(seen).toMatchObject({ id: award?.id, issuer: { name: expect.stringContaining('Museum') }, agentIssuer: { name: expect.stringContaining('School') } });
      const { awards: list } = await tenant.read<{ awards: { nodes: Marked[] } }>(awards);
      expect(list.nodes.map(({ id }) => id)).toContain(award?.id);
    }
    const stranger = await aTenant();
    expect(await stranger.read(awardById, { id: award?.id })).toEqual({ award: null });
  });

  it('that was ended lets nobody act any more', async () => {
    ({ position } = await museum.mutate<Payload>(end, { input: { id: mandate } }));
    await reached(school, position);
    expect((await issued(school)).userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  });
});

describe('a partnership', () => {
  const invite = `mutation ($input: InvitePartnerInput!) { invitePartner(input: $input) { partnership { id } ${refusals} } }`;
  const accept = `mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { partnership { state } ${refusals} } }`;
  const end = `mutation ($input: EndPartnershipInput!) { endPartnership(input: $input) { partnership { state } ${refusals} } }`;
  const share = `mutation ($input: ShareAchievementInput!) { shareAchievement(input: $input) { achievement { shares { partnershipId } } userErrors { code field message } } }`;
  const read = `query ($id: ID!) { achievement(id: $id) { title versions(first: 1) { nodes { state } } } }`;

  it('lets a partner read a shared draft until it ends', async () => {
    const draft = await aDraftAchievement(museum, museumIssuer!, 'Reads the stars');
    const { partnership } = await museum.mutate<{ partnership: { id: string } }>(invite, { input: { issuerId: schoolIssuer!.id } });
    await school.mutate(accept, { input: { id: partnership.id } });
    expect(await school.read(read, { id: draft.id })).toEqual({ achievement: null });
    const input = { achievementId: draft.id, partnershipId: partnership.id };
    await museum.mutate(share, { input });
    expect(await school.read(read, { id: draft.id })).toEqual({ achievement: { title: 'Reads the stars', versions: { nodes: [{ state: 'DRAFT' }] } } });
    const { position } = await school.mutate<Payload>(end, { input: { id: partnership.id } });
    expect(await school.read(read, { id: draft.id }, { awaitPosition: position })).toEqual({ achievement: null });
    const { userErrors } = await museum.mutate<object>(share, { input }, { refusals: 'expected' });
    expect(userErrors.map(({ code }) => code)).toEqual(['PARTNERSHIP_STATE_INVALID']);
  });
});
