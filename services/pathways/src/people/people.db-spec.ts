import { principalOf } from '@cairn/access';
import { type AwardFact, awardIssued, awardVisibilityChanged, earnerClaimed, earnerErased, earnerMerged, earnerSplit } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { did } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';

const ofEarner = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Earner {
  pathwayData enrolments(first: 10) { nodes { id state pathway { title } progress { satisfied complete } completion { state } } } } } }`;

interface Told {
  readonly enrolments: { nodes: { id: string; progress: { satisfied: number; complete: boolean } }[] } | null;
  readonly pathwayData: { enrolments: { partnerReference: string | null }[]; holdings: unknown[] } | null;
}

describe('the people behind earners', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, pathway] = ['', '', ''];
  const at = '2026-06-01T09:30:00Z';

  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails')];
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', sails)]), { access: 'MEMBERS_ONLY' }));
  });
  afterAll(() => service.close());

  const issue = async (award: AwardFact) => {
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: award.award, version: 1, data: award });
    return award;
  };
  const tell = (contract: typeof earnerErased, subject: string, version: number, data: object) =>
    service.hear({ contract, tenant: museum.tenant, subject, version, data: data as { earner: string; at: string } });
  const told = async (earner: string, principal = museum.caller): Promise<Told> => {
    const { data, errors } = await service.ask<{ _entities: Told[] }>(principal, ofEarner, { representations: [{ __typename: 'Earner', id: `ern_${earner}` }] });
    if (errors || !data?._entities[0]) throw new Error(JSON.stringify(errors));
    return data._entities[0];
  };
  const aPerson = (account = newId()) => principalOf({ kind: 'PERSON', actor: account, account, tenant: null });

  it('see their own enrolments, also in pathways that are not public, and nobody else’s', async () => {
    const earner = newId();
    await issue(museum.anAward(earner, knots));
    await museum.enrol(earner, pathway);
    const person = aPerson();
    expect(await told(earner, person)).toEqual({ enrolments: null, pathwayData: null });
    await tell(earnerClaimed as never, earner, 2, { earner, account: person.account, at });
    const seen = await told(earner, person);
    expect(seen.enrolments?.nodes).toMatchObject([{ pathway: { title: 'Able seaman' }, progress: { satisfied: 1 } }]);
    expect(seen.pathwayData).toMatchObject({ enrolments: [{ title: 'Able seaman' }], holdings: [{ achievement: publicId('Achievement', knots) }] });
    expect(await told(earner, aPerson())).toEqual({ enrolments: null, pathwayData: null });
  });

  it('have together what two records had, once these are one, and apart again afterwards', async () => {
    const [from, into] = [newId(), newId()];
    await issue(museum.anAward(from, knots));
    const own = await issue(museum.anAward(into, sails));
    await museum.enrol(into, pathway);
    await museum.enrol(from, pathway);
    await tell(earnerMerged as never, into, 3, { earner: into, from, at });
    const merged = (await told(into)).enrolments?.nodes;
    expect(merged?.map(({ progress }) => progress)).toEqual([
      { satisfied: 2, complete: true },
      { satisfied: 2, complete: true },
    ]);
    const late = await issue(museum.anAward(from, sails));
    expect((await told(into)).pathwayData?.holdings).toHaveLength(3);
    const brought = (await told(into)).pathwayData?.holdings as { award: string; achievement: string }[];
    const knotsAward = brought.find(({ achievement }) => achievement === publicId('Achievement', knots))?.award.slice(4) ?? '';
    await tell(earnerSplit as never, into, 4, { earner: into, from, awards: [knotsAward, late.award], at });
    expect((await told(into)).enrolments?.nodes.map(({ progress }) => progress)).toEqual([{ satisfied: 1, complete: false }]);
    expect((await told(from)).enrolments?.nodes.map(({ progress }) => progress)).toEqual([{ satisfied: 2, complete: true }]);
    expect((await told(into)).pathwayData?.holdings).toMatchObject([{ award: publicId('Award', own.award) }]);
  });

  it('are forgotten but for bare ids, and are not enrolled again', async () => {
    const earner = newId();
    await issue(museum.anAward(earner, knots));
    const { enrolment } = await museum.enrol(earner, pathway, { partnerReference: 'class of Mrs Finch' });
    await did(service, museum.caller, 'grantPathwayException', { enrolmentId: enrolment?.id, node: 's', kind: 'WAIVE', reason: 'the daughter of Mrs Finch' }, 'exception { id }');
    expect((await told(earner)).pathwayData?.enrolments).toMatchObject([{ exceptions: [{ node: 's', reason: 'the daughter of Mrs Finch' }] }]);
    await tell(earnerErased, earner, 2, { earner, at });
    const { pathwayData, enrolments } = await told(earner);
    expect(pathwayData?.enrolments).toMatchObject([{ partnerReference: null, exceptions: [{ node: 's', reason: '' }] }]);
    expect(enrolments?.nodes).toHaveLength(1);
    expect(await museum.enrol(earner, pathway, { partnerReference: 'again' })).toMatchObject({ enrolment: null, userErrors: [{ code: 'NOT_FOUND' }] });
    await issue(museum.anAward(earner, sails));
    expect((await told(earner)).pathwayData?.holdings).toHaveLength(2);
    const found = await service.database.work((tx) =>
      tx.query(`SELECT 1 FROM outbox WHERE type = 'cairn.erasure.confirmed.v1' AND subject = $1`, [earner]),
    );
    const published = service.bus.published.filter(({ topic, key }) => topic === 'cairn.erasure.v1' && key === earner);
    expect(found.length + published.length).toBeGreaterThan(0);
  });

  it('may hide an award without losing what it counts for', async () => {
    const earner = newId();
    const award = await issue(museum.anAward(earner, knots, { visibility: 'PUBLIC' }));
    await museum.enrol(earner, pathway);
    const data = { ...award, version: 2, visibility: 'PRIVATE' as const, on: '2026-06-01', at };
    await service.hear({ contract: awardVisibilityChanged, tenant: museum.tenant, subject: award.award, version: 2, data });
    expect((await told(earner)).enrolments?.nodes[0]?.progress.satisfied).toBe(1);
  });
});
