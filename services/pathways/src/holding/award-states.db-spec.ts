import { awardCancelled, awardExpired, type AwardFact, awardIssued, awardOffered, awardRenewed, awardScheduled, type EventContract } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';

const progressText = `query ($id: ID!) { enrolment(id: $id) { progress { satisfied complete nodes { id state blocking } } } }`;

interface Progress {
  readonly satisfied: number;
  readonly complete: boolean;
  readonly nodes: readonly { readonly blocking: string | null }[];
}

describe('an award that is not one yet, or goes on', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, pathway] = ['', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    knots = await museum.anAchievement('Knots');
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)])));
  });
  afterEach(() => service.today('2026-06-01'));
  afterAll(() => service.close());

  const tell = (contract: EventContract<never>, award: AwardFact, more: object = {}) =>
    service.hear({ contract: contract as EventContract<unknown>, tenant: museum.tenant, subject: award.award, version: award.version, data: { ...award, ...more } });
  const on = (day: string) => ({ on: day, at: `${day}T00:00:00Z` });
  const enrolled = async (earner: string) => (await museum.enrol(earner, pathway, { enrolledOn: '2026-01-10' })).enrolment?.id ?? '';
  const progressOf = async (enrolment: string) => (await service.ask(museum.caller, progressText, { id: enrolment })).data?.enrolment as { progress: Progress };

  it('counts nothing while it is scheduled, and from its day on when it is told to have begun', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const award = museum.anAward(earner, knots, { state: 'SCHEDULED', awardedOn: '2026-06-10' });
    await tell(awardScheduled as never, award);
    expect((await progressOf(enrolment)).progress).toMatchObject({ satisfied: 0, complete: false });
    service.today('2026-06-10');
    await tell(awardIssued as never, { ...award, version: 2, state: 'ACTIVE' });
    expect((await progressOf(enrolment)).progress).toMatchObject({ satisfied: 1, complete: true });
  });

  it('counts nothing when it was offered and is cancelled', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const award = museum.anAward(earner, knots, { state: 'OFFERED' });
    await tell(awardOffered as never, award);
    await tell(awardCancelled as never, { ...award, version: 2, state: 'CANCELLED' }, { ...on('2026-06-01'), reason: 'OFFER_LAPSED' });
    expect((await progressOf(enrolment)).progress).toMatchObject({ satisfied: 0, complete: false });
    const states = await service.database.work((tx) => tx.query('SELECT state FROM holding WHERE tenant_id = $1 AND award_id = $2', [museum.tenant, award.award]));
    expect(states).toEqual([{ state: 'CANCELLED' }]);
  });

  it('counts to the end of its new term once it is renewed', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const award = museum.anAward(earner, knots, { awardedOn: '2026-01-15', validUntil: '2026-07-15' });
    await tell(awardIssued as never, award);
    await tell(awardRenewed as never, { ...award, version: 2, validUntil: '2027-01-15', term: 2, termFrom: '2026-07-15' }, on('2026-06-01'));
    service.today('2026-08-01');
    expect((await progressOf(enrolment)).progress.complete).toBe(true);
    service.today('2027-01-15');
    await tell(awardExpired as never, { ...award, version: 3, validUntil: '2027-01-15', term: 2, termFrom: '2026-07-15' }, on('2027-01-15'));
    expect((await progressOf(enrolment)).progress).toMatchObject({ complete: false, nodes: [{ blocking: 'EXPIRED' }] });
  });
});
