import { principalOf, type Right, type ScopedRight } from '@cairn/access';
import { grantChanged, issuerCreated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { anIssuerProfile } from '@cairn/testkit';
import { aDefinition, aMuseum, awardNode, type Museum } from './testing/museum.js';
import { aService, type PathwaysService } from './testing/service.js';

const create = `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathway { id } pathwayVersion { id } userErrors { code } } }`;
const draft = `mutation ($input: DraftPathwayVersionInput!) { draftPathwayVersion(input: $input) { pathwayVersion { id } userErrors { code } } }`;
const publish = `mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { userErrors { code } } }`;
const enrol = `mutation ($input: EnrolEarnerInput!) { enrolEarner(input: $input) { enrolment { id } userErrors { code } } }`;
const withdraw = `mutation ($input: WithdrawEnrolmentInput!) { withdrawEnrolment(input: $input) { userErrors { code } } }`;
const funnel = `query ($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled } }`;

interface Payload {
  readonly pathway?: { readonly id: string };
  readonly pathwayVersion?: { readonly id: string };
  readonly enrolment?: { readonly id: string };
  readonly userErrors: readonly { readonly code: string }[];
}

describe('rights over single objects, in pathways', () => {
  let service: PathwaysService;
  let museum: Museum;
  let knots: string;
  const south = newId();
  const over = (kind: ScopedRight['kind'], id: string, ...rights: Right[]) =>
    principalOf({ actor: newId(), tenant: museum.tenant, scoped: rights.map((right) => ({ right, kind, id })), grantsVersion: 1 });
  const mutate = async (principal: ReturnType<typeof over>, query: string, input: Record<string, unknown>) => {
    const { data, errors } = await service.ask(principal, query, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as Payload;
  };
  const codes = async (...asked: Parameters<typeof mutate>) => (await mutate(...asked)).userErrors.map(({ code }) => code);
  const aPathway = (issuer: string) => ({ issuerId: publicId('Issuer', issuer), code: newId(), title: 'Able seaman', definition: aDefinition([awardNode('k', knots)]) });

  beforeAll(async () => {
    service = await aService();
    museum = await aMuseum(service);
    knots = await museum.anAchievement();
    await service.hear({ contract: issuerCreated, tenant: museum.tenant, subject: south, version: 1, data: anIssuerProfile({ issuer: south }) });
  });
  afterAll(() => service.close());

  it('design and publish for the issuer they name alone, and publishing is a right of its own', async () => {
    const designer = over('ISSUER', museum.issuer, 'DESIGN');
    const publisher = over('ISSUER', museum.issuer, 'PUBLISH');
    const southern = over('ISSUER', south, 'DESIGN', 'PUBLISH');
    const { pathway, pathwayVersion } = await mutate(designer, create, aPathway(museum.issuer));
    const next = { pathwayId: pathway?.id, title: 'Able seaman', definition: aDefinition([awardNode('k', knots)]) };
    expect(await codes(southern, create, aPathway(museum.issuer))).toEqual(['GRANT_MISSING']);
    expect(await codes(southern, draft, next)).toEqual(['GRANT_MISSING']);
    expect(await codes(southern, publish, { id: pathwayVersion?.id })).toEqual(['GRANT_MISSING']);
    expect(await codes(designer, publish, { id: pathwayVersion?.id })).toEqual(['GRANT_MISSING']);
    expect(await codes(publisher, publish, { id: pathwayVersion?.id })).toEqual([]);
    expect(await codes(over('PATHWAY', pathway?.id.slice(4) ?? '', 'DESIGN'), draft, next)).toEqual([]);
  });

  it('enrol in and withdraw from pathways of the issuer they name', async () => {
    const { pathway: pathwayId } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const input = { pathwayId, earnerId: publicId('Earner', newId()) };
    expect(await codes(over('ISSUER', south, 'AWARD'), enrol, input)).toEqual(['GRANT_MISSING']);
    const { enrolment } = await mutate(over('ISSUER', museum.issuer, 'AWARD'), enrol, input);
    expect(await codes(over('ISSUER', south, 'AWARD'), withdraw, { id: enrolment?.id })).toEqual(['GRANT_MISSING']);
    expect(await codes(over('PATHWAY', pathwayId.slice(4), 'AWARD'), withdraw, { id: enrolment?.id })).toEqual([]);
  });

  it('show the figures of what they name', async () => {
    const { pathway: pathwayId } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const asked = async (principal: ReturnType<typeof over>, id = pathwayId) => {
      const { data, errors } = await service.ask(principal, funnel, { input: { pathwayId: id } });
      return errors?.[0]?.extensions.code ?? data?.pathwayFunnel;
    };
    expect(await asked(over('PATHWAY', pathwayId.slice(4), 'ANALYSE', 'AWARD'))).toEqual({ enrolled: 0 });
    // To everybody else what was published: nothing.
    for (const reader of [over('PATHWAY', pathwayId.slice(4), 'ANALYSE'), over('ISSUER', south, 'ANALYSE', 'AWARD')]) expect(await asked(reader)).toEqual({ enrolled: null });
    const other = await aMuseum(service);
    const theirs = await other.aPathway(aDefinition([awardNode('k', await other.anAchievement())]));
    const analyst = principalOf({ actor: newId(), tenant: museum.tenant, rights: ['ANALYSE'] });
    // Of a pathway that anybody may read, too; of one that is not there it is said.
    expect([await asked(analyst, theirs.pathway), await asked(analyst, publicId('Pathway', newId()))]).toEqual([{ enrolled: null }, 'BAD_USER_INPUT']);
  });

  it('end for figures, too, as soon as their withdrawal is heard', async () => {
    const analyst = principalOf({ actor: newId(), tenant: museum.tenant, rights: ['ANALYSE', 'AWARD'], grantsVersion: 1 });
    const { pathway: pathwayId } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    expect((await service.ask(analyst, funnel, { input: { pathwayId } })).data?.pathwayFunnel).toEqual({ enrolled: 0 });
    const data = { holder: analyst.actor as string, kind: 'MEMBER' as const, rights: [], scoped: [], until: null, at: new Date().toISOString() };
    await service.hear({ contract: grantChanged, tenant: museum.tenant, subject: data.holder, version: 2, data });
    expect((await service.ask(analyst, funnel, { input: { pathwayId } })).data?.pathwayFunnel).toEqual({ enrolled: null });
  });
});
