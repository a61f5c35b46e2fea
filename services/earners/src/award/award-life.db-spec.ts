import { anonymous } from '@cairn/access';
import { completionAnnulled, type CompletionFact, completionLost, completionReached, completionRestored } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const fields = 'award { id state suspensionCauses revocation { reason } replacedBy { id } version } userErrors { code } position';
const mutation = (name: string) => `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`;

interface Payload {
  readonly award: { readonly id: string; readonly state: string } | null;
  readonly userErrors: { code: string }[];
}

describe('an award in its service', () => {
  let service: TestService;
  const tenant = newId();
  const registrar = aRegistrar(tenant);

  const act = async (name: string, input: Record<string, unknown>, principal = registrar) => {
    const { data, errors } = await service.ask(principal, mutation(name), { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Payload;
  };
  const issued = async (student: string, more: Record<string, unknown> = {}, version = {}) => {
    const text = await service.published(tenant, version);
    const made = await act('issueAward', { identifier: { type: 'STUDENT_ID', value: student }, achievementVersionId: `acv_${text.achievementVersion}`, ...more });
    expect(made.userErrors).toEqual([]);
    return String(made.award?.id);
  };

  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  it('is suspended, reinstated, replaced and revoked, and keeps a fact of each', async () => {
    const id = await issued('L-1');
    expect(await act('suspendAward', { id, cause: 'ISSUER' })).toMatchObject({ award: { state: 'SUSPENDED', suspensionCauses: ['ISSUER'], version: 2 } });
    expect(await act('reinstateAward', { id, cause: 'ISSUER' })).toMatchObject({ award: { state: 'ACTIVE', suspensionCauses: [], version: 3 } });
    const replaced = await act('replaceAward', { id, awardedOn: '2026-02-01' });
    expect(replaced).toMatchObject({ award: { state: 'ACTIVE', version: 1 }, userErrors: [] });
    expect(await act('revokeAward', { id, reason: 'OTHER' })).toMatchObject({ award: null, userErrors: [{ code: 'AWARD_REPLACED' }] });
    expect(await act('revokeAward', { id: replaced.award?.id, reason: 'ISSUED_IN_ERROR' })).toMatchObject({
      award: { state: 'REVOKED', revocation: { reason: 'ISSUED_IN_ERROR' } },
    });
    const { data } = await service.ask(registrar, `query ($id: ID!) { award(id: $id) { state replacedBy { id state } } }`, { id });
    expect(data?.award).toEqual({ state: 'REPLACED', replacedBy: { id: replaced.award?.id, state: 'REVOKED' } });
    const facts = await service.database.work((tx) =>
      tx.query<{ what: string }>('SELECT what FROM award_event WHERE tenant_id = $1 AND award_id = $2 ORDER BY version', [tenant, id.slice(4)]),
    );
    expect(facts.map(({ what }) => what)).toEqual(['ISSUED', 'SUSPENDED', 'REINSTATED', 'REPLACED']);
    await expect(
      service.database.write({ tenant }, (tx) => tx.query('UPDATE award_event SET what = $2 WHERE tenant_id = $1', [tenant, 'ISSUED'])),
    ).rejects.toThrow(/permission denied/);
  });

  it('waits for the earner where its achievement asks for acceptance', async () => {
    const id = await issued('L-2', { visibility: 'PUBLIC' }, { acceptance: 'REQUIRED' });
    expect((await service.ask(anonymous, `query ($id: ID!) { award(id: $id) { state } }`, { id })).data).toEqual({ award: null });
    expect(await act('acceptAward', { id })).toMatchObject({ award: { state: 'ACTIVE' } });
    expect(await act('declineAward', { id })).toMatchObject({ award: null, userErrors: [{ code: 'AWARD_STATE_INVALID' }] });
  });

  it('shows strangers a public award without its earner, and a private one not at all', async () => {
    const open = await issued('L-3', { visibility: 'PUBLIC', partnerReference: 'secret-ref' });
    const closed = await issued('L-4');
    const stranger = aRegistrar(newId());
    const look = `query ($id: ID!) { award(id: $id) { state earner { id } partnerReference snapshot { achievementName } } }`;
    for (const principal of [anonymous, stranger]) {
      expect((await service.ask(principal, look, { id: open })).data?.award).toEqual({
        state: 'ACTIVE',
        earner: null,
        partnerReference: null,
        snapshot: { achievementName: 'Boat handling' },
      });
      expect((await service.ask(principal, look, { id: closed })).data?.award).toBeNull();
    }
    expect(await act('revokeAward', { id: open, reason: 'OTHER' }, stranger)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect((await service.ask(stranger, `{ awards(first: 10) { nodes { id } totalCount } earners(first: 10) { nodes { id } } }`)).data).toEqual({
      awards: { nodes: [], totalCount: 0 },
      earners: { nodes: [] },
    });
    expect(await act('revokeAward', { id: open, reason: 'OTHER' }, aRegistrar(tenant, ['AWARD']))).toMatchObject({ userErrors: [{ code: 'GRANT_MISSING' }] });
  });

  it('follows a completion that is reached, lost, restored and annulled, once each', async () => {
    const text = await service.published(tenant, { assessed: true, claimBasis: 'KNOWLEDGE' });
    const completion: CompletionFact = {
      completion: newId(),
      enrolment: newId(),
      earner: newId(),
      pathway: newId(),
      pathwayVersion: newId(),
      awardAchievement: text.achievement,
      onRevocation: 'suspend',
      completedOn: '2026-03-01',
      countedAwards: [],
      on: '2026-03-01',
      at: '2026-03-01T10:00:00Z',
    };
    const subject = completion.completion;
    const states = () =>
      service.database.work((tx) =>
        tx.query('SELECT state, suspension_causes AS causes, assessment FROM award WHERE tenant_id = $1 AND achievement_id = $2', [tenant, text.achievement]),
      );
    await service.hear({ contract: completionReached, tenant, subject, version: 1, data: completion });
    await service.hear({ contract: completionReached, tenant, subject, version: 1, data: completion });
    const assessment = { method: 'pathway completion', assessedOn: '2026-03-01', assessor: null };
    expect(await states()).toEqual([{ state: 'ACTIVE', causes: [], assessment }]);
    await service.hear({ contract: completionLost, tenant, subject, version: 2, data: { ...completion, cause: 'award revoked' } });
    expect(await states()).toMatchObject([{ state: 'SUSPENDED', causes: ['COMPONENT_LOST'] }]);
    await service.hear({ contract: completionRestored, tenant, subject, version: 3, data: completion });
    expect(await states()).toMatchObject([{ state: 'ACTIVE' }]);
    await service.hear({ contract: completionAnnulled, tenant, subject, version: 4, data: completion });
    expect(await states()).toMatchObject([{ state: 'REVOKED' }]);
  });

  it('is found by filter and page after page, with few statements for many owners', async () => {
    const text = await service.published(tenant, { duplicatePolicy: 'MANY' });
    const ids: string[] = [];
    for (let day = 1; day <= 5; day += 1) {
      const input = { identifier: { type: 'STUDENT_ID', value: `P-${day}` }, achievementVersionId: `acv_${text.achievementVersion}`, awardedOn: `2026-04-0${day}` };
      ids.push(String((await act('issueAward', input)).award?.id));
    }
    const page = `query ($after: Cursor, $ach: ID!, $order: AwardOrder!) { awards(first: 2, after: $after, orderBy: $order, filter: { achievement: { eq: $ach }, state: [ACTIVE] }) {
      nodes { id earner { name awards(first: 1) { nodes { id } totalCount } } } totalCount pageInfo { endCursor hasNextPage } } }`;
    type Page = { awards: { nodes: { id: string }[]; totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    for (const [order, expected] of [['AWARDED_ON_ASC', ids], ['AWARDED_ON_DESC', ids.toReversed()], ['UPDATED_AT_DESC', ids.toReversed()]] as const) {
      const seen: string[] = [];
      for (let after: string | null = null; ; ) {
        service.statements();
        const { data, errors } = await service.ask(registrar, page, { after, order, ach: `ach_${text.achievement}` });
        expect(errors).toBeUndefined();
        expect(service.statements('app').length).toBeLessThanOrEqual(5);
        const { awards } = data as unknown as Page;
        seen.push(...awards.nodes.map(({ id }) => id));
        expect(awards.totalCount).toBe(5);
        if (!awards.pageInfo.hasNextPage) break;
        after = awards.pageInfo.endCursor;
      }
      expect(seen).toEqual(expected);
    }
    const ofIssuer = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Issuer { awards(first: 3) { nodes { id } } } ... on Award { state } } }`;
    service.statements();
    const representations = [{ __typename: 'Issuer', id: `iss_${text.issuer}` }, { __typename: 'Issuer', id: `iss_${newId()}` }, ...ids.map((id) => ({ __typename: 'Award', id }))];
    const { data } = await service.ask(registrar, ofIssuer, { r: representations });
    expect(data?._entities).toMatchObject([{ awards: { nodes: ids.toReversed().slice(0, 3).map((id) => ({ id })) } }, { awards: { nodes: [] } }, ...ids.map(() => ({ state: 'ACTIVE' }))]);
    expect(service.statements('app')).toHaveLength(2);
  });
});
