import { awardBatchIssued, awardIssued, awardScheduled, type AwardFact, type Envelope, type EventContract } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';

describe('awards that follow one another in the log', () => {
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

  const event = (award: AwardFact, { type }: EventContract = awardIssued as unknown as EventContract): Envelope => ({
    ...{ specversion: '1.0', id: newId(), source: '/cairn/elsewhere', type, subject: award.award, time: '2026-06-01T12:00:00.000Z', datacontenttype: 'application/json' },
    ...{ tenantid: museum.tenant, aggregateversion: award.version, data: award },
  });
  const deliver = (...events: Envelope[]) => service.bus.deliver(awardIssued.topic, events[0]!, ...events.slice(1));
  const anEnrolled = async () => {
    const earner = newId();
    const { enrolment } = await museum.enrol(earner, pathway, { enrolledOn: '2026-01-10' });
    return { earner, enrolment: enrolment?.id ?? '' };
  };
  const isComplete = async (enrolment: string) => {
    const { data } = await service.ask(museum.caller, 'query ($id: ID!) { enrolment(id: $id) { progress { complete } } }', { id: enrolment });
    return (data?.enrolment as { progress: { complete: boolean } }).progress.complete;
  };
  const costOf = async (count: number) => {
    const people = await Promise.all(Array.from({ length: count }, anEnrolled));
    service.statements();
    await deliver(...people.map(({ earner }) => event(museum.anAward(earner, knots))));
    const took = service.statements().filter((text) => /\b(holding|enrolment|progress|earner_lock)\b/.test(text)).length;
    expect(await Promise.all(people.map(({ enrolment }) => isComplete(enrolment)))).toEqual(people.map(() => true));
    return took;
  };

  it('cost as many statements as one of them', async () => {
    expect(await costOf(40)).toBe(await costOf(1));
  });

  it('come in batches of an import, of which several cost as many statements as one', async () => {
    const batches = async (count: number) => {
      const people = await Promise.all(Array.from({ length: count }, anEnrolled));
      service.statements();
      const job = newId();
      await deliver(...people.map(({ earner }) => ({ ...event(museum.anAward(earner, knots), awardBatchIssued as unknown as EventContract), subject: job, data: { job, awards: [museum.anAward(earner, knots)] } })));
      const took = service.statements().filter((text) => /\b(holding|enrolment|progress|earner_lock)\b/.test(text)).length;
      expect(await Promise.all(people.map(({ enrolment }) => isComplete(enrolment)))).toEqual(people.map(() => true));
      return took;
    };
    expect(await batches(5)).toBe(await batches(1));
  });

  it('are taken in order where one of them had been scheduled, though it is told twice', async () => {
    const [one, other] = [await anEnrolled(), await anEnrolled()];
    const scheduled = museum.anAward(one.earner, knots, { state: 'SCHEDULED' });
    await deliver(event(scheduled, awardScheduled as unknown as EventContract));
    const begun = event({ ...scheduled, version: 2, state: 'ACTIVE' });
    await deliver(event(museum.anAward(other.earner, knots)), begun, begun);
    expect([await isComplete(one.enrolment), await isComplete(other.enrolment)]).toEqual([true, true]);
  });
});
