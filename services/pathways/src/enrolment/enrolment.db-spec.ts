import { anonymous } from '@cairn/access';
import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

describe('enrolling an earner', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, pathway] = ['', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    knots = await museum.anAchievement('Knots');
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)])));
  });
  afterAll(() => service.close());

  const withdraw = async (id: string, withdrawnOn?: string) => {
    const text = `mutation ($input: WithdrawEnrolmentInput!) { withdrawEnrolment(input: $input) { enrolment { state version withdrawnOn progress { state } } userErrors { code field } } }`;
    const { data } = await service.ask(museum.caller, text, { input: { id, withdrawnOn } });
    return data?.withdrawEnrolment as { enrolment: unknown; userErrors: { code: string }[] };
  };

  it('answers ALREADY_ENROLLED with the enrolment that stands', async () => {
    const earner = newId();
    const first = await museum.enrol(earner, pathway);
    const second = await museum.enrol(earner, pathway);
    expect(second).toMatchObject({ enrolment: { id: first.enrolment?.id }, userErrors: [{ code: 'ALREADY_ENROLLED' }] });
  });

  it('asks for the enrolment that an award has made, and then it stands', async () => {
    const earner = newId();
    const own = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', await museum.anAchievement('Sails'))], { policy: { sharing: 'shared' }, versioning: { enrolFrom: '2026-01-01' } }));
    const data = museum.anAward(earner, knots, { awardedOn: '2026-03-01' });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    const reference = newId();
    const first = await museum.enrol(earner, own.pathway, { enrolledOn: '2026-02-01', partnerReference: reference });
    expect(first.userErrors).toEqual([]);
    const text = 'query ($p: ID!) { enrolments(first: 10, filter: { pathway: { eq: $p } }) { nodes { id enrolledOn partnerReference version } } }';
    const { data: read } = await service.ask(museum.caller, text, { p: own.pathway });
    expect(read?.enrolments).toEqual({ nodes: [{ id: first.enrolment?.id, enrolledOn: '2026-02-01', partnerReference: reference, version: 2 }] });
    expect((await museum.enrol(earner, own.pathway)).userErrors).toMatchObject([{ code: 'ALREADY_ENROLLED' }]);
  });

  it('lets an earner enrol again under references of its own, each once', async () => {
    const earner = newId();
    const [a, b] = [newId(), newId()];
    const first = await museum.enrol(earner, pathway, { partnerReference: a });
    const second = await museum.enrol(earner, pathway, { partnerReference: b });
    expect(second.userErrors).toEqual([]);
    expect(second.enrolment?.id).not.toBe(first.enrolment?.id);
    expect(await museum.enrol(earner, pathway, { partnerReference: a })).toMatchObject({
      enrolment: { id: first.enrolment?.id },
      userErrors: [{ code: 'ALREADY_ENROLLED' }],
    });
    expect((await museum.enrol(newId(), pathway, { partnerReference: a })).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  it('gives the first answer again for a key, and refuses it for another request', async () => {
    const earner = newId();
    const key = { idempotencyKey: newId() };
    const first = await museum.enrol(earner, pathway, key);
    expect(await museum.enrol(earner, pathway, key)).toEqual(first);
    expect((await museum.enrol(newId(), pathway, key)).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('makes one enrolment of two requests at the same time', async () => {
    const earner = newId();
    const answers = await Promise.all([museum.enrol(earner, pathway), museum.enrol(earner, pathway), museum.enrol(earner, pathway)]);
    expect(new Set(answers.map(({ enrolment }) => enrolment?.id)).size).toBe(1);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  it('refuses the future, what is not published, and what is not there', async () => {
    const earner = newId();
    expect((await museum.enrol(earner, pathway, { enrolledOn: '2026-06-02' })).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'enrolledOn'] }]);
    const draft = await museum.createPathway(aDefinition([awardNode('k', knots)]));
    expect((await museum.enrol(earner, draft.pathway?.id ?? '')).userErrors).toMatchObject([{ code: 'PATHWAY_VERSION_STATE_INVALID' }]);
    expect((await museum.enrol(earner, publicId('Pathway', newId()))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('refuses an id of another kind, callers without the right and pathways of others', async () => {
    const text = `mutation ($input: EnrolEarnerInput!) { enrolEarner(input: $input) { userErrors { code } } }`;
    const wrong = await service.ask(museum.caller, text, { input: { earnerId: publicId('Award', newId()), pathwayId: pathway } });
    expect(wrong.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const input = { earnerId: publicId('Earner', newId()), pathwayId: pathway };
    const designer = await service.ask(aCaller(museum.tenant, ['DESIGN']), text, { input });
    expect(designer.data?.enrolEarner).toEqual({ userErrors: [{ code: 'GRANT_MISSING' }] });
    const other = await service.ask(aCaller(newId()), text, { input });
    expect(other.data?.enrolEarner).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
    const nobody = await service.ask(anonymous, text, { input });
    expect(nobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('ends by withdrawal, after which nothing completes it', async () => {
    const earner = newId();
    const { enrolment } = await museum.enrol(earner, pathway, { enrolledOn: '2026-01-10' });
    const id = enrolment?.id ?? '';
    expect((await withdraw(id, '2026-01-09')).userErrors).toMatchObject([{ code: 'INVALID_VALUE' }]);
    expect(await withdraw(id, '2026-02-01')).toEqual({
      enrolment: { state: 'WITHDRAWN', version: 2, withdrawnOn: '2026-02-01', progress: { state: 'WITHDRAWN' } },
      userErrors: [],
    });
    const data = museum.anAward(earner, knots, { awardedOn: '2026-03-01' });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    const { data: read } = await service.ask(museum.caller, `query ($id: ID!) { enrolment(id: $id) { state completion { id } progress { state } } }`, { id });
    expect(read?.enrolment).toEqual({ state: 'WITHDRAWN', completion: null, progress: { state: 'WITHDRAWN' } });
    expect((await withdraw(id)).userErrors).toMatchObject([{ code: 'ENROLMENT_STATE_INVALID' }]);
  });

  it('pages through enrolments in order, without repeats, under cursors of this tenant only', async () => {
    const text = `query ($after: Cursor, $pathway: ID!) { enrolments(first: 2, after: $after, filter: { pathway: { eq: $pathway } }) {
      nodes { id } totalCount pageInfo { endCursor hasNextPage } } }`;
    const own = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const made: (string | undefined)[] = [];
    for (let at = 0; at < 5; at += 1) made.push((await museum.enrol(newId(), own.pathway)).enrolment?.id);
    const seen: string[] = [];
    let after: string | null = null;
    let page: { nodes: { id: string }[]; totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean } };
    do {
      const { data } = await service.ask(museum.caller, text, { after, pathway: own.pathway });
      page = data?.enrolments as typeof page;
      expect(page.totalCount).toBe(5);
      seen.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.endCursor;
    } while (page.pageInfo.hasNextPage);
    expect(seen).toEqual(made);
    const foreign = await service.ask(aCaller(newId()), text, { after, pathway: own.pathway });
    expect(foreign.errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
  });

  it('is told in the change feed', async () => {
    const earner = newId();
    const { enrolment } = await museum.enrol(earner, pathway);
    const text = `query { pathwayChanges(first: 100, types: [ENROLMENT]) { nodes { id type op version node { id } } endPosition } }`;
    const { data, errors } = await service.ask(museum.caller, text);
    expect(errors).toBeUndefined();
    const { nodes } = data?.pathwayChanges as { nodes: { id: string }[] };
    expect(nodes.find(({ id }) => id === enrolment?.id)).toEqual({ id: enrolment?.id, type: 'ENROLMENT', op: 'UPSERT', version: 1, node: { id: enrolment?.id } });
  });
});
