import type { Principal } from '@cairn/access';
import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aMember, aPerson, claimed, did, type Refused, rosterTold } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

interface Following {
  readonly enrolment: {
    readonly id: string;
    readonly state: string;
    readonly approval?: string;
    readonly pauseReason?: string | null;
    readonly version: number;
    readonly optIns?: { to: number; on: string }[];
    readonly exitRequests?: { exit: string; on: string }[];
  } | null;
  readonly position: string | null;
}

const fields = 'enrolment { id state approval pauseReason version optIns { to on } exitRequests { exit on } } position';
const codes = ({ userErrors }: { userErrors: Refused[] }) => userErrors.map(({ code, field }) => [code, field?.at(-1)]);

describe('following a pathway', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails] = ['', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails')];
  });
  afterAll(() => service.close());

  const run = (by: Principal, name: string, input: object) => did<Following>(service, by, name, input, fields);
  const enrol = (by: Principal, earner: string, pathwayId: string, more: object = {}) => run(by, 'enrolEarner', { earnerId: publicId('Earner', earner), pathwayId, ...more });
  const read = async (id: string, by = museum.caller) => {
    const { data, errors } = await service.ask<{ enrolment: Following['enrolment'] & { progress: { satisfied: number } } }>(
      by,
      'query ($id: ID!) { enrolment(id: $id) { id state approval pauseReason version progress { satisfied } } }',
      { id },
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.enrolment;
  };
  const issue = async (earner: string, achievement: string) => {
    const data = museum.anAward(earner, achievement, { awardedOn: '2026-05-01' });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
  };
  const aRecord = async () => {
    const [earner, person] = [newId(), aPerson()];
    await claimed(service, museum.tenant, earner, person);
    return { earner, person };
  };
  /** Kinds of the events told of an enrolment, as soon as there are so many: the relay takes them from one place to another. */
  const told = async (id: string, count: number) => {
    for (const until = Date.now() + 30_000; ; ) {
      const waiting = await service.database.work((tx) => tx.query<{ type: string }>(`SELECT type FROM outbox WHERE subject = $1 ORDER BY id`, [id.slice(4)]));
      const published = service.bus.published.filter(({ topic, key }) => topic === 'cairn.enrolment.v1' && key === id.slice(4)).map(({ value }) => (JSON.parse(String(value)) as { type: string }).type);
      const kinds = [...new Set([...published, ...waiting.map(({ type }) => type)])].map((type) => type.split('.')[2]);
      if (kinds.length >= count || Date.now() > until) return kinds;
      await new Promise((resume) => setTimeout(resume, 20));
    }
  };

  describe('by oneself', () => {
    it('begins today in a public pathway, under a record of one’s own, and is ended by oneself', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
      const { earner, person } = await aRecord();
      const begun = await enrol(person, earner, pathway);
      expect(begun).toMatchObject({ enrolment: { state: 'ACTIVE', approval: 'NOT_NEEDED' }, userErrors: [], position: expect.any(String) });
      expect(codes(await enrol(person, earner, pathway))).toEqual([['ALREADY_ENROLLED', 'earnerId']]);
      const ended = await run(person, 'withdrawEnrolment', { id: begun.enrolment?.id });
      expect(ended.enrolment).toMatchObject({ state: 'WITHDRAWN', version: 2 });
    });

    it('is refused with the record of somebody else, on another day, and where nothing is published', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
      const draft = await museum.createPathway(aDefinition([awardNode('k', knots)]));
      const [{ earner, person }, other] = [await aRecord(), await aRecord()];
      expect(codes(await enrol(person, other.earner, pathway))).toEqual([['NOT_FOUND', 'earnerId']]);
      expect(codes(await enrol(person, earner, pathway, { enrolledOn: '2026-05-01' }))).toEqual([['INVALID_VALUE', 'enrolledOn']]);
      expect(codes(await enrol(person, earner, pathway, { partnerReference: 'mine' }))).toEqual([['INVALID_VALUE', 'enrolledOn']]);
      expect(codes(await enrol(person, earner, draft.pathway?.id ?? ''))).toEqual([['NOT_FOUND', 'pathwayId']]);
      const begun = await enrol(person, earner, pathway);
      expect(codes(await run(other.person, 'withdrawEnrolment', { id: begun.enrolment?.id }))).toEqual([['NOT_FOUND', 'id']]);
      expect(await read(begun.enrolment?.id ?? '')).toMatchObject({ state: 'ACTIVE', version: 1 });
    });

    it('is for members where the pathway is, and those enrolled before go on', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
      const [before, stranger, member] = [await aRecord(), await aRecord(), await aRecord()];
      const begun = await enrol(before.person, before.earner, pathway);
      await did(service, museum.caller, 'setPathwayAccess', { id: pathway, access: 'MEMBERS_ONLY' }, 'pathway { access }');
      expect(codes(await enrol(stranger.person, stranger.earner, pathway))).toEqual([['PATHWAY_MEMBERS_ONLY', 'earnerId']]);
      await rosterTold(service, museum.tenant, 'joined', { id: newId(), earner: member.earner }, 1);
      expect((await enrol(member.person, member.earner, pathway)).enrolment?.state).toBe('ACTIVE');
      expect(codes(await enrol(museum.caller, stranger.earner, pathway))).toEqual([['PATHWAY_MEMBERS_ONLY', 'earnerId']]);
      await issue(before.earner, knots);
      expect(await read(begun.enrolment?.id ?? '')).toMatchObject({ state: 'COMPLETED' });
    });

    it('shows a members-only pathway to members alone', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]), { access: 'MEMBERS_ONLY' });
      const [member, stranger] = [await aRecord(), await aRecord()];
      const entry = { id: newId(), earner: member.earner };
      const seen = async (by: Principal) => (await service.ask(by, 'query ($id: ID!) { pathway(id: $id) { id currentVersion { number } } }', { id: pathway })).data?.pathway;
      await rosterTold(service, museum.tenant, 'joined', entry, 1);
      expect([await seen(member.person), await seen(stranger.person)]).toEqual([{ id: pathway, currentVersion: { number: 1 } }, null]);
      await rosterTold(service, museum.tenant, 'left', entry, 2);
      expect(await seen(member.person)).toBeNull();
    });
  });

  describe('with an approval', () => {
    const decide = (by: Principal, id: string | undefined, approved: boolean) => run(by, 'decideEnrolment', { id, approved });

    it('waits until it is given', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]), { approval: 'REQUIRED' });
      const { earner, person } = await aRecord();
      const { enrolment } = await enrol(person, earner, pathway);
      expect(enrolment).toMatchObject({ state: 'REQUESTED', approval: 'REQUESTED' });
      expect(codes(await decide(person, enrolment?.id, true))).toEqual([['GRANT_MISSING', undefined]]);
      expect(codes(await decide(aCaller(museum.tenant, ['DESIGN']), enrolment?.id, true))).toEqual([['GRANT_MISSING', undefined]]);
      expect(codes(await decide(aCaller(newId()), enrolment?.id, true))).toEqual([['NOT_FOUND', 'id']]);
      await issue(earner, knots);
      expect(await read(enrolment?.id ?? '')).toMatchObject({ state: 'REQUESTED', progress: { satisfied: 1 } });
      expect((await decide(museum.caller, enrolment?.id, true)).enrolment).toMatchObject({ state: 'COMPLETED', approval: 'GIVEN' });
      expect(codes(await decide(museum.caller, enrolment?.id, false))).toEqual([['ENROLMENT_STATE_INVALID', 'id']]);
      expect(await told(enrolment?.id ?? '', 2)).toEqual(['requested', 'approved']);
    });

    it('ends when it is refused, and another may be asked for', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]), { approval: 'REQUIRED' });
      const { earner, person } = await aRecord();
      const { enrolment } = await enrol(person, earner, pathway);
      expect(await decide(museum.caller, enrolment?.id, false)).toMatchObject({ enrolment: { state: 'REFUSED', approval: 'REFUSED' }, userErrors: [] });
      await issue(earner, knots);
      expect(await read(enrolment?.id ?? '')).toMatchObject({ state: 'REFUSED' });
      expect(await enrol(person, earner, pathway)).toMatchObject({ enrolment: { state: 'REQUESTED' }, userErrors: [] });
    });
  });

  describe('as a member', () => {
    it('pauses when one leaves, with all that was reached, and goes on when one is back', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', sails)]), { access: 'MEMBERS_ONLY' });
      const open = await museum.aPathway(aDefinition([awardNode('k', knots)], { policy: { sharing: 'shared', enrolment: 'required' } }));
      const earner = newId();
      const entry = { id: newId(), earner };
      await rosterTold(service, museum.tenant, 'joined', entry, 1);
      const { enrolment } = await enrol(museum.caller, earner, pathway);
      const other = await enrol(museum.caller, earner, open.pathway);
      await issue(earner, knots);
      await rosterTold(service, museum.tenant, 'left', entry, 2);
      expect(await read(enrolment?.id ?? '')).toMatchObject({ state: 'PAUSED', pauseReason: 'MEMBERSHIP_ENDED', progress: { satisfied: 1 } });
      expect(await read(other.enrolment?.id ?? '')).toMatchObject({ state: 'COMPLETED' });
      await issue(earner, sails);
      expect(await read(enrolment?.id ?? '')).toMatchObject({ state: 'PAUSED', progress: { satisfied: 2 } });
      await rosterTold(service, museum.tenant, 'joined', { id: newId(), earner }, 1);
      expect(await read(enrolment?.id ?? '')).toMatchObject({ id: enrolment?.id, state: 'COMPLETED', pauseReason: null });
      expect(await told(enrolment?.id ?? '', 3)).toEqual(['started', 'paused', 'resumed']);
    });

    it('pauses with the entry, hears the events of it in any order, and leaves others alone', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('s', sails)]), { access: 'MEMBERS_ONLY' });
      const [earner, another] = [newId(), newId()];
      const entry = { id: newId(), earner };
      await rosterTold(service, museum.tenant, 'joined', { id: newId(), earner: another }, 1);
      await rosterTold(service, museum.tenant, 'joined', entry, 1);
      const [one, two] = [await enrol(museum.caller, earner, pathway), await enrol(museum.caller, another, pathway)];
      await rosterTold(service, museum.tenant, 'resumed', entry, 3);
      await rosterTold(service, museum.tenant, 'paused', entry, 2);
      expect((await read(one.enrolment?.id ?? ''))?.state).toBe('ACTIVE');
      await rosterTold(service, museum.tenant, 'paused', entry, 4);
      await rosterTold(service, museum.tenant, 'changed', entry, 5);
      expect([(await read(one.enrolment?.id ?? ''))?.state, (await read(two.enrolment?.id ?? ''))?.state]).toEqual(['PAUSED', 'ACTIVE']);
    });
  });

  describe('in another version', () => {
    const draftOf = async (pathwayId: string, definition: unknown) =>
      (await did<{ pathwayVersion: { id: string } }>(service, museum.caller, 'draftPathwayVersion', { pathwayId, title: 'Next', definition }, 'pathwayVersion { id }')).pathwayVersion.id;
    const optIn = (by: Principal, enrolmentId: string | undefined, pathwayVersionId: string) => run(by, 'optIntoPathwayVersion', { enrolmentId, pathwayVersionId });

    it('is what one chooses, for good', async () => {
      const { pathway, version } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', sails)]));
      const { earner, person } = await aRecord();
      const { enrolment } = await enrol(person, earner, pathway);
      await issue(earner, knots);
      const id = enrolment?.id ?? '';
      expect(codes(await optIn(person, id, version))).toEqual([['OPT_IN_NOT_POSSIBLE', 'pathwayVersionId']]);
      const second = await draftOf(pathway, aDefinition([awardNode('k', knots)]));
      expect(codes(await optIn(person, id, second))).toEqual([['NOT_FOUND', 'pathwayVersionId']]);
      await museum.publish(second);
      expect(codes(await optIn(aPerson(), id, second))).toEqual([['NOT_FOUND', 'id']]);
      const chosen = await optIn(person, id, second);
      expect(chosen.enrolment).toMatchObject({ state: 'COMPLETED', optIns: [{ to: 2, on: '2026-06-01' }] });
      expect(codes(await optIn(person, id, version))).toEqual([['OPT_IN_NOT_POSSIBLE', 'pathwayVersionId']]);
      expect(await told(id, 2)).toEqual(['started', 'opted-in']);
    });

    it('is not one that takes no enrolments', async () => {
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
      const { enrolment } = await enrol(museum.caller, newId(), pathway);
      const second = await draftOf(pathway, aDefinition([awardNode('s', sails)], { versioning: { enrolFrom: '2026-07-01' } }));
      await museum.publish(second);
      const refused = await optIn(museum.caller, enrolment?.id, second);
      expect(codes(refused)).toEqual([['OPT_IN_NOT_POSSIBLE', 'pathwayVersionId']]);
      expect((await read(enrolment?.id ?? ''))?.version).toBe(1);
    });
  });

  it('ends with the teach-out of its version, if nothing succeeds it', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)], { versioning: { teachOutUntil: '2026-06-15' } }));
    const [late, early] = [newId(), newId()];
    const [one, other] = [await enrol(museum.caller, late, pathway), await enrol(museum.caller, early, pathway)];
    await issue(early, knots);
    service.today('2026-06-20');
    await service.sweep();
    const { data } = await service.ask(museum.caller, 'query ($id: ID!) { enrolment(id: $id) { state withdrawnOn } }', { id: one.enrolment?.id });
    expect(data?.enrolment).toEqual({ state: 'TIMED_OUT', withdrawnOn: '2026-06-15' });
    expect(await read(other.enrolment?.id ?? '')).toMatchObject({ state: 'COMPLETED' });
    expect(await told(one.enrolment?.id ?? '', 2)).toEqual(['started', 'timed-out']);
    expect(codes(await run(museum.caller, 'withdrawEnrolment', { id: one.enrolment?.id }))).toEqual([['ENROLMENT_STATE_INVALID', 'id']]);
    service.today('2026-06-01');
  });

  describe('to an exit', () => {
    const exit = (by: Principal, enrolmentId: string | undefined, id: string) => run(by, 'requestPathwayExit', { enrolmentId, exit: id });

    it('is asked for where the version offers it', async () => {
      const offRamps = [
        { id: 'early', node: { ref: 'k' }, achievement: publicId('Achievement', sails), when: 'request' },
        { id: 'leaving', node: { ref: 'k' }, achievement: publicId('Achievement', sails), when: 'withdrawal' },
      ];
      const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('k2', await museum.anAchievement('Ropes'))], { offRamps }));
      const { earner, person } = await aRecord();
      const { enrolment } = await enrol(person, earner, pathway);
      expect(codes(await exit(person, enrolment?.id, 'leaving'))).toEqual([['EXIT_NOT_OFFERED', 'exit']]);
      expect(codes(await exit(aMember(museum.tenant, ['DESIGN']), enrolment?.id, 'early'))).toEqual([['GRANT_MISSING', undefined]]);
      const asked = await exit(person, enrolment?.id, 'early');
      expect(asked.enrolment).toMatchObject({ state: 'ACTIVE', version: 2, exitRequests: [{ exit: 'early', on: '2026-06-01' }] });
      expect(await told(enrolment?.id ?? '', 2)).toEqual(['started', 'exit-requested']);
    });
  });
});
