import { awardBatchIssued, type AwardFact, awardIssued, awardReinstated, awardRevoked, awardSuspended } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

const progressText = `query ($id: ID!) { enrolment(id: $id) { state version
  progress { state satisfied total complete asOf nodes { id state counted blocking } missing { node reason achievement { id } } }
  completion { state completedOn currentSince lapsedOn version countedAwards { id } } } }`;

interface Shown {
  state: string;
  progress: { state: string; satisfied: number; complete: boolean; asOf: string; missing: unknown[]; nodes: unknown[] };
  completion: { state: string; completedOn: string; currentSince: string | null; lapsedOn: string | null; version: number } | null;
}

describe('what an earner holds decides progress and completion', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, seaman, pathway] = ['', '', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails, seaman] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Seaman')];
    const definition = aDefinition([awardNode('k', knots), awardNode('s', sails)], {
      completion: { achievement: publicId('Achievement', seaman), autoIssue: true },
    });
    ({ pathway } = await museum.aPathway(definition));
  });
  afterEach(() => service.today('2026-06-01'));
  afterAll(() => service.close());

  const issue = (data: AwardFact) => service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
  const issueInBatch = (...awards: AwardFact[]) => {
    const job = newId();
    return service.hear({ contract: awardBatchIssued, tenant: museum.tenant, subject: job, version: 1, data: { job, awards } });
  };
  const revoke = (award: AwardFact, on: string, inError = false, version = 2) =>
    service.hear({
      contract: awardRevoked,
      tenant: museum.tenant,
      subject: award.award,
      version,
      data: { ...award, version, state: 'REVOKED', on, at: `${on}T00:00:00Z`, reason: 'OTHER', inError },
    });
  const show = async (enrolment: string): Promise<Shown> =>
    (await service.ask(museum.caller, progressText, { id: enrolment })).data?.enrolment as Shown;
  const enrolled = async (earner: string, more: Record<string, unknown> = {}) =>
    (await museum.enrol(earner, pathway, { enrolledOn: '2026-01-10', ...more })).enrolment?.id ?? '';
  const told = async (enrolment: string) => {
    const rows = await service.database.work((tx) =>
      tx.query<{ type: string; payload: string }>('SELECT type, payload FROM outbox WHERE type LIKE $1 ORDER BY id', ['cairn.completion.%']),
    );
    const published = service.bus.published.filter(({ topic }) => topic === 'cairn.completion.v1').map(({ value }) => value);
    return [...published, ...rows.map(({ payload }) => payload)]
      .map((text) => JSON.parse(text) as { id: string; type: string; aggregateversion: number; data: { enrolment: string; on: string } })
      .filter(({ data }, at, all) => `enr_${data.enrolment}` === enrolment && all.findIndex(({ id }) => id === all[at]?.id) === at)
      .map(({ type, aggregateversion, data }) => [type.split('.')[2], data.on, aggregateversion]);
  };

  it('counts awards from before the enrolment at once', async () => {
    const earner = newId();
    await issue(museum.anAward(earner, knots, { awardedOn: '2025-12-01' }));
    const shown = await show(await enrolled(earner));
    expect(shown).toMatchObject({
      state: 'ACTIVE',
      completion: null,
      progress: { state: 'IN_PROGRESS', satisfied: 1, complete: false, missing: [{ node: 's', reason: 'MISSING', achievement: { id: publicId('Achievement', sails) } }] },
    });
  });

  it('is re-opened by a revocation, and restored by another award', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const lost = museum.anAward(earner, sails, { awardedOn: '2026-04-01' });
    await issue(museum.anAward(earner, knots, { awardedOn: '2026-03-01' }));
    await issue(lost);
    expect(await show(enrolment)).toMatchObject({ state: 'COMPLETED', progress: { complete: true }, completion: { state: 'CURRENT', completedOn: '2026-04-01' } });
    await revoke(lost, '2026-05-01');
    expect(await show(enrolment)).toMatchObject({
      state: 'COMPLETED',
      progress: { state: 'LAPSED', complete: false, missing: [{ node: 's', reason: 'REVOKED' }] },
      completion: { state: 'SUSPENDED', completedOn: '2026-04-01', currentSince: null, lapsedOn: '2026-05-01' },
    });
    await issue(museum.anAward(earner, sails, { awardedOn: '2026-05-20' }));
    expect((await show(enrolment)).completion).toMatchObject({ state: 'CURRENT', completedOn: '2026-04-01', currentSince: '2026-05-20', lapsedOn: null, version: 3 });
    expect(await told(enrolment)).toEqual([
      ['reached', '2026-04-01', 1],
      ['lost', '2026-05-01', 2],
      ['restored', '2026-05-20', 3],
    ]);
  });

  it('is annulled when an award turns out never to have held', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const wrong = museum.anAward(earner, sails);
    await issue(museum.anAward(earner, knots));
    await issue(wrong);
    await revoke(wrong, '2026-05-10', true);
    expect(await show(enrolment)).toMatchObject({ state: 'ACTIVE', progress: { satisfied: 1 }, completion: { state: 'ANNULLED', completedOn: '2026-05-01' } });
    await issue(museum.anAward(earner, sails));
    expect(await show(enrolment)).toMatchObject({ state: 'COMPLETED', completion: { state: 'CURRENT', version: 3 } });
    expect((await told(enrolment)).map(([kind]) => kind)).toEqual(['reached', 'annulled', 'reached']);
  });

  it('lapses on the day an award expires, without any event', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    await issue(museum.anAward(earner, knots, { validUntil: '2026-07-01' }));
    await issue(museum.anAward(earner, sails));
    service.today('2026-07-01');
    expect(await show(enrolment)).toMatchObject({ progress: { state: 'LAPSED', asOf: '2026-07-01' }, completion: { state: 'CURRENT' } });
    expect(await service.sweep()).toBeGreaterThanOrEqual(1);
    expect(await show(enrolment)).toMatchObject({
      progress: { state: 'LAPSED', missing: [{ node: 'k', reason: 'EXPIRED' }] },
      completion: { state: 'SUSPENDED', lapsedOn: '2026-07-01' },
    });
    expect(await service.sweep()).toBe(0);
    expect((await told(enrolment)).map(([kind]) => kind)).toEqual(['reached', 'lost']);
  });

  it('ends in the same state whatever the order of the events', async () => {
    const outcomes = new Set<string>();
    // A later change of an award may come before the batch that made it; changes of one award keep their order.
    for (const order of [[0, 1, 2, 3, 4, 5], [5, 4, 3, 1, 2, 0], [1, 5, 0, 4, 2, 3], [4, 1, 3, 5, 2, 0], [3, 1, 5, 2, 4, 0]]) {
      const earner = newId();
      const enrolment = await enrolled(earner);
      const suspendedOnce = museum.anAward(earner, knots, { awardedOn: '2026-02-01' });
      const revokedOnce = museum.anAward(earner, sails, { awardedOn: '2026-03-01' });
      const change = (version: number, on: string) => ({ ...suspendedOnce, version, on, at: `${on}T00:00:00Z`, cause: 'REVIEW' });
      const about = { tenant: museum.tenant, subject: suspendedOnce.award };
      const events = [
        () => issueInBatch(suspendedOnce),
        () => service.hear({ ...about, contract: awardSuspended, version: 2, data: { ...change(2, '2026-03-15'), state: 'SUSPENDED' } }),
        () => service.hear({ ...about, contract: awardReinstated, version: 3, data: { ...change(3, '2026-04-01'), state: 'ACTIVE' } }),
        () => issueInBatch(revokedOnce),
        () => revoke(revokedOnce, '2026-04-15'),
        () => issue(museum.anAward(earner, sails, { awardedOn: '2026-05-05' })),
      ];
      for (const at of order) await events[at]?.();
      const { state, progress, completion } = await show(enrolment);
      const steps = await service.database.work((tx) =>
        tx.query('SELECT step, reached_on::text AS d FROM reached_step WHERE enrolment_id = $1 ORDER BY step', [enrolment.slice(4)]),
      );
      outcomes.add(
        JSON.stringify([state, progress.state, progress.satisfied, completion?.state, completion?.completedOn, completion?.currentSince, completion?.lapsedOn, steps]),
      );
    }
    expect([...outcomes]).toEqual([
      JSON.stringify(['COMPLETED', 'COMPLETE', 2, 'CURRENT', '2026-03-01', '2026-05-05', null, [{ step: 1, d: '2026-02-01' }, { step: 2, d: '2026-03-01' }]]),
    ]);
  });

  it('counts an event once, however often it comes', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const award = museum.anAward(earner, knots);
    await issue(award);
    await issue(award);
    const shown = await show(enrolment);
    expect(shown.progress.nodes).toMatchObject([{ id: 'k', counted: [publicId('Award', award.award)] }, { id: 's', counted: [] }]);
  });

  it('takes 500 awards in as many statements as four', async () => {
    const earners = Array.from({ length: 250 }, newId);
    for (const earner of earners.slice(0, 40)) await enrolled(earner);
    const bothFor = (some: string[]) => some.flatMap((earner) => [museum.anAward(earner, knots), museum.anAward(earner, sails)]);
    const own = /earner_lock|holding|enrolment|progress|timer|counted_award|reached_step|completion|INTO outbox/;
    const countOf = async (some: string[]) => {
      service.statements();
      await issueInBatch(...bothFor(some));
      return service.statements().filter((text) => own.test(text)).length;
    };
    // One who is enrolled, and one who is heard of for the first time.
    const forFour = await countOf([earners[0]!, earners.at(-1)!]);
    const forMany = await countOf(earners.slice(1, -1).concat(newId(), newId()));
    expect(forMany).toBe(forFour);
    expect(forMany).toBeLessThanOrEqual(14);
    const [row] = await service.database.work((tx) =>
      tx.query<{ n: number }>(
        `SELECT count(1)::int AS n FROM enrolment e JOIN completion c ON c.enrolment_id = e.id WHERE e.earner_id = ANY($1::uuid[])`,
        [earners],
      ),
    );
    expect(row?.n).toBe(40);
  });

  it('names the enrolments that an award counts toward, and the earner’s own, in one statement each', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const award = museum.anAward(earner, knots);
    await issue(award);
    service.statements();
    const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Award { countsToward { id progress { satisfied } } } ... on Earner { enrolments(first: 5) { nodes { id } totalCount } } } }`;
    const representations = [
      { __typename: 'Award', id: publicId('Award', award.award) },
      { __typename: 'Award', id: publicId('Award', newId()) },
      { __typename: 'Earner', id: publicId('Earner', earner) },
    ];
    const { data } = await service.ask(museum.caller, text, { representations });
    expect(data?._entities).toEqual([
      { countsToward: [{ id: enrolment, progress: { satisfied: 1 } }] },
      { countsToward: [] },
      { enrolments: { nodes: [{ id: enrolment }], totalCount: 1 } },
    ]);
    expect(service.statements().filter((sql) => sql.includes('LATERAL'))).toHaveLength(2);
    const stranger = await service.ask(aCaller(newId()), text, { representations });
    expect(stranger.data?._entities).toEqual([{ countsToward: [] }, { countsToward: [] }, { enrolments: { nodes: [], totalCount: 0 } }]);
  });

  it('does not count what another tenant awards to the same earner', async () => {
    const earner = newId();
    const enrolment = await enrolled(earner);
    const data = museum.anAward(earner, knots);
    await service.hear({ contract: awardIssued, tenant: newId(), subject: data.award, version: 1, data });
    expect((await show(enrolment)).progress).toMatchObject({ state: 'NOT_STARTED', satisfied: 0 });
  });

  it('keeps rows of a tenant from others under row security', async () => {
    const earner = newId();
    await enrolled(earner);
    await issue(museum.anAward(earner, knots));
    for (const table of ['holding', 'enrolment', 'progress', 'counted_award', 'earner_lock', 'fact_award', 'fact_step', 'fact_enrolment']) {
      const seen = await service.database.read({ tenant: newId() }, (tx) => tx.compose(`SELECT tenant_id FROM ${table} LIMIT 1`));
      const own = await service.database.read({ tenant: museum.tenant }, (tx) => tx.compose(`SELECT tenant_id FROM ${table} LIMIT 1`));
      expect([table, seen.length, own.length]).toEqual([table, 0, 1]);
    }
  });
});
