import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aMember, aPerson, claimed, did, type Refused } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

interface Excepted {
  readonly exception: { readonly id: string; readonly kind: string; readonly reason: string; readonly from: string; readonly until: string | null } | null;
  readonly enrolment: { readonly id: string; readonly state: string; readonly version: number; readonly progress: { readonly satisfied: number; readonly complete: boolean | null } } | null;
}
const fields = 'exception { id kind reason from until } enrolment { id state version progress { satisfied complete } }';
const codes = ({ userErrors }: { userErrors: Refused[] }) => userErrors.map(({ code, field }) => [code, field?.at(-1)]);

describe('exceptions for one earner', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, ropes, pathway] = ['', '', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails, ropes] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Ropes')];
    const pool = { id: 'pool', kind: 'count', atLeast: 2, from: { achievementIn: [sails, ropes].map((id) => publicId('Achievement', id)) } };
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), pool])));
  });
  afterAll(() => service.close());

  const grant = (input: object, by = museum.caller) => did<Excepted>(service, by, 'grantPathwayException', { reason: 'prior learning', ...input }, fields);
  const end = (input: object, by = museum.caller) => did<Excepted>(service, by, 'endPathwayException', input, fields);
  const anEnrolment = async (...held: string[]) => {
    const earner = newId();
    const { enrolment } = await museum.enrol(earner, pathway);
    const awards = held.map((achievement) => museum.anAward(earner, achievement, { awardedOn: '2026-05-01' }));
    for (const data of awards) await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    return { earner, enrolmentId: enrolment?.id ?? '', awards: awards.map(({ award }) => publicId('Award', award)) };
  };

  it('waive a node, from the day on which they are granted until the day on which they end', async () => {
    const { enrolmentId } = await anEnrolment(sails, ropes);
    const granted = await grant({ enrolmentId, node: 'k', kind: 'WAIVE' });
    expect(granted).toMatchObject({ exception: { kind: 'WAIVE', from: '2026-06-01', until: null }, enrolment: { state: 'COMPLETED', progress: { satisfied: 2, complete: true } } });
    service.today('2026-06-05');
    expect((await end({ id: granted.exception?.id })).enrolment).toMatchObject({ state: 'COMPLETED', progress: { satisfied: 1, complete: false } });
    expect(codes(await end({ id: granted.exception?.id }))).toEqual([['EXCEPTION_INVALID', 'id']]);
    service.today('2026-06-01');
  });

  it('let another award stand for a node', async () => {
    const { enrolmentId, awards } = await anEnrolment(sails);
    const granted = await grant({ enrolmentId, node: 'k', kind: 'SUBSTITUTE', awardId: awards[0], until: '2027-01-01' });
    expect(granted).toMatchObject({ exception: { until: '2027-01-01' }, enrolment: { progress: { satisfied: 1 } } });
  });

  it('lower what a node asks for', async () => {
    const { enrolmentId } = await anEnrolment(knots, sails);
    expect((await grant({ enrolmentId, node: 'pool', kind: 'REDUCE', amount: 1 })).enrolment).toMatchObject({ state: 'COMPLETED' });
  });

  it.each<[what: string, wish: Record<string, unknown>, field: string]>([
    ['a node that there is none of', { node: 'no', kind: 'WAIVE' }, 'node'],
    ['a waiver with an amount', { node: 'k', kind: 'WAIVE', amount: 1 }, 'amount'],
    ['a waiver with an award', { node: 'k', kind: 'WAIVE', awardId: publicId('Award', newId()) }, 'awardId'],
    ['a substitution without an award', { node: 'k', kind: 'SUBSTITUTE' }, 'awardId'],
    ['the award of somebody else', { node: 'k', kind: 'SUBSTITUTE', awardId: publicId('Award', newId()) }, 'awardId'],
    ['a reduction of one award', { node: 'k', kind: 'REDUCE', amount: 1 }, 'node'],
    ['a reduction by nothing', { node: 'pool', kind: 'REDUCE', amount: 0 }, 'amount'],
    ['a reduction of a count by a half', { node: 'pool', kind: 'REDUCE', amount: 0.5 }, 'amount'],
  ])('refuse %s, and nothing is told', async (_, wish, field) => {
    const { enrolmentId } = await anEnrolment();
    const before = await service.database.work((tx) => tx.query('SELECT version, told FROM enrolment WHERE id = $1', [enrolmentId.slice(4)]));
    expect(codes(await grant({ enrolmentId, ...wish }))).toContainEqual(['EXCEPTION_INVALID', field]);
    expect(await service.database.work((tx) => tx.query('SELECT version, told FROM enrolment WHERE id = $1', [enrolmentId.slice(4)]))).toEqual(before);
  });

  it('refuse days that cannot be, and no reason', async () => {
    const { enrolmentId } = await anEnrolment();
    const wrong = await grant({ enrolmentId, node: 'k', kind: 'WAIVE', reason: ' ', from: '2026-06-02', until: '2026-06-02' });
    expect(codes(wrong)).toEqual([['INVALID_VALUE', 'reason'], ['INVALID_VALUE', 'from'], ['INVALID_VALUE', 'until']]);
    const { exception } = await grant({ enrolmentId, node: 'k', kind: 'WAIVE' });
    expect(codes(await end({ id: exception?.id, on: '2026-05-31' }))).toEqual([['INVALID_VALUE', 'on']]);
    expect(codes(await end({ id: exception?.id, on: '2026-06-02' }))).toEqual([['INVALID_VALUE', 'on']]);
  });

  it('are made by those who may award over the pathway, and told to them and to the earner alone, reason and all', async () => {
    const { earner, enrolmentId } = await anEnrolment();
    const person = aPerson();
    await claimed(service, museum.tenant, earner, person);
    expect(codes(await grant({ enrolmentId, node: 'k', kind: 'WAIVE' }, aMember(museum.tenant, ['DESIGN'])))).toEqual([['GRANT_MISSING', undefined]]);
    expect(codes(await grant({ enrolmentId, node: 'k', kind: 'WAIVE' }, person))).toEqual([['GRANT_MISSING', undefined]]);
    expect(codes(await grant({ enrolmentId, node: 'k', kind: 'WAIVE' }, aCaller(newId())))).toEqual([['NOT_FOUND', 'enrolmentId']]);
    const tutor = aMember(museum.tenant, ['AWARD']);
    const { exception } = await grant({ enrolmentId, node: 'k', kind: 'WAIVE', reason: 'knows his knots' }, tutor);
    expect(codes(await end({ id: exception?.id }, aCaller(newId())))).toEqual([['NOT_FOUND', 'id']]);
    const seen = async (by: Parameters<typeof service.ask>[0]) =>
      (await service.ask<{ enrolment: { exceptions: unknown } | null }>(by, 'query ($id: ID!) { enrolment(id: $id) { exceptions { id node reason grantedBy } } }', { id: enrolmentId })).data?.enrolment?.exceptions;
    const told = [{ id: exception?.id, node: 'k', reason: 'knows his knots', grantedBy: publicId('Member', tutor.actor ?? '') }];
    expect([await seen(tutor), await seen(person), await seen(aMember(museum.tenant, ['ANALYSE'])), await seen(aPerson())]).toEqual([told, told, null, undefined]);
    const written = await service.database.work((tx) => tx.query(`SELECT 1 FROM outbox WHERE outbox::text LIKE '%knows his knots%'`));
    expect([...written, ...service.bus.published.filter(({ value }) => String(value).includes('knows his knots'))]).toEqual([]);
  });
});
