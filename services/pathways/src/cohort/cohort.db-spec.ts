import { awardIssued, awardRevoked } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

const cohortText = `query ($id: ID!, $first: Int!, $after: Cursor, $filter: CohortFilter) { pathway(id: $id) { cohort(first: $first, after: $after, filter: $filter) {
  nodes { enrolment { id state } state satisfied total complete nextDueOn asOf } totalCount pageInfo { endCursor hasNextPage } } } }`;
const tableText = `query ($id: ID!, $version: Int) { stackingTable(pathwayId: $id, version: $version) {
  enrolled complete undecided overdue rows { satisfied enrolments } pathwayVersion { number } } }`;

interface Cohort {
  readonly nodes: readonly { readonly enrolment: { readonly id: string }; readonly satisfied: number; readonly complete: boolean; readonly nextDueOn: string | null }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

describe('a cohort', () => {
  let service: PathwaysService;
  let museum: Museum;
  let achievements: string[];
  let pathway = '';
  const enrolments: string[] = [];
  const held: string[][] = [];

  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    achievements = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Tides')];
    ({ pathway } = await museum.aPathway(aDefinition(achievements.map((id, at) => awardNode(`r${at}`, id)))));
    await service.recompute();
    // The k-th member holds as many achievements as k has binary ones: 1, 3, 3, 1 of 8.
    for (let member = 0; member < 8; member += 1) {
      const earner = newId();
      enrolments.push((await museum.enrol(earner, pathway)).enrolment?.id ?? '');
      held.push([]);
      for (const [at, achievement] of achievements.entries()) if ((member >> at) & 1) held[member]?.push(await award(earner, achievement));
    }
  });
  afterAll(() => service.close());

  async function award(earner: string, achievement: string, more: object = {}): Promise<string> {
    const data = museum.anAward(earner, achievement, { awardedOn: '2026-05-01', ...more });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    return data.award;
  }
  const ask = async <Data>(text: string, variables: object, caller = museum.caller) => {
    const { data, errors } = await service.ask(caller, text, { id: pathway, ...variables });
    return { data: data as Data, code: errors?.[0]?.extensions.code };
  };
  const page = async (variables: object) => (await ask<{ pathway: { cohort: Cohort } }>(cohortText, { first: 100, ...variables })).data.pathway.cohort;
  const table = async (variables: object = {}) => (await ask<{ stackingTable: { rows: { enrolments: number }[] } }>(tableText, variables)).data.stackingTable;

  it('is listed in order, page by page, with what each member has', async () => {
    const all = await page({});
    expect(all.nodes.map(({ enrolment }) => enrolment.id)).toEqual(enrolments);
    expect(all.nodes.map(({ satisfied }) => satisfied)).toEqual([0, 1, 1, 2, 1, 2, 2, 3]);
    expect(all.nodes[7]).toMatchObject({ state: 'COMPLETE', total: 3, complete: true, nextDueOn: null, asOf: '2026-06-01', enrolment: { state: 'COMPLETED' } });
    const first = await page({ first: 5 });
    const second = await page({ first: 5, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes]).toEqual(all.nodes);
    expect([first.totalCount, second.pageInfo.hasNextPage]).toEqual([8, false]);
  });

  it('is narrowed by figures', async () => {
    expect((await page({ filter: { satisfied: 2 } })).nodes).toHaveLength(3);
    expect((await page({ filter: { complete: true } })).nodes.map(({ enrolment }) => enrolment.id)).toEqual([enrolments[7]]);
    expect((await page({ filter: { complete: false, state: ['ACTIVE'], version: 1 } })).nodes).toHaveLength(7);
    expect((await page({ filter: { version: 2 } })).nodes).toEqual([]);
  });

  it('is counted by requirements satisfied, summing to the enrolled', async () => {
    expect(await table()).toEqual({
      enrolled: 8,
      complete: 1,
      undecided: 0,
      overdue: 0,
      rows: [1, 3, 3, 1].map((n, satisfied) => ({ satisfied, enrolments: n })),
      pathwayVersion: null,
    });
    expect(await table({ version: 1 })).toMatchObject({ enrolled: 8, pathwayVersion: { number: 1 } });
    expect((await ask(tableText, { version: 2 })).code).toBe('BAD_USER_INPUT');
  });

  it('costs as many statements for a hundred as for one', async () => {
    const counted = async (run: () => Promise<unknown>): Promise<number> => {
      service.statements();
      await run();
      return service.statements('app').filter((text) => /enrolment|progress|pathway/.test(text)).length;
    };
    const forOne = await counted(() => page({ first: 1 }));
    expect(await counted(() => page({ first: 100 }))).toBe(forOne);
    expect(await counted(() => table())).toBe(3);
  });

  it('leaves out who was withdrawn, and follows a revocation', async () => {
    const withdraw = `mutation ($input: WithdrawEnrolmentInput!) { withdrawEnrolment(input: $input) { userErrors { code } } }`;
    await service.ask(museum.caller, withdraw, { input: { id: enrolments[0] } });
    const [lost = ''] = held[7] ?? [];
    const data = { ...museum.anAward(newId(), achievements[0] ?? ''), award: lost };
    const earner = await service.database.work((tx) => tx.query<{ earner: string }>('SELECT earner_id AS earner FROM holding WHERE award_id = $1', [lost]));
    const revoked = { ...data, earner: earner[0]?.earner ?? '', version: 2, state: 'REVOKED' as const, on: '2026-05-20', at: '2026-05-20T00:00:00Z', reason: 'ERROR' as const, inError: false };
    await service.hear({ contract: awardRevoked, tenant: museum.tenant, subject: lost, version: 2, data: revoked });
    expect((await table()).rows.map(({ enrolments: n }) => n)).toEqual([0, 3, 4, 0]);
  });

  it('says whose day has come, and evaluates them for the page', async () => {
    const earner = newId();
    const id = (await museum.enrol(earner, pathway)).enrolment?.id;
    await award(earner, achievements[1] ?? '', { validUntil: '2026-06-10' });
    const before = await page({ filter: { satisfied: 1 } });
    expect(before.nodes.find(({ enrolment }) => enrolment.id === id)).toMatchObject({ satisfied: 1, nextDueOn: '2026-06-10' });
    service.today('2026-06-10');
    const after = await page({});
    expect(after.nodes.find(({ enrolment }) => enrolment.id === id)).toMatchObject({ satisfied: 0, asOf: '2026-06-10' });
    expect(await table()).toMatchObject({ enrolled: 8, overdue: 1 });
    await service.sweep();
    expect(await table()).toMatchObject({ enrolled: 8, overdue: 0 });
  });

  it('is shown to those who award or analyse over the pathway, and to nobody else', async () => {
    expect((await ask(cohortText, { first: 1 }, aCaller(museum.tenant, ['DESIGN']))).code).toBe('FORBIDDEN');
    expect((await ask(tableText, {}, aCaller(museum.tenant, ['DESIGN']))).code).toBe('FORBIDDEN');
    expect((await ask<object>(cohortText, { first: 1 }, aCaller(newId()))).data).toEqual({ pathway: { cohort: null } });
    expect((await ask(tableText, {}, aCaller(newId()))).code).toBe('BAD_USER_INPUT');
    expect((await ask(tableText, { id: publicId('Pathway', newId()) })).code).toBe('BAD_USER_INPUT');
  });
});
