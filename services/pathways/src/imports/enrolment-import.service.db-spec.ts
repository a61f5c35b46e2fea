import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';
import { EnrolmentImport } from './enrolment-import.service.js';
import type { EnrolmentRow } from './enrolment-row.js';

describe('an import of enrolments', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, pathway] = ['', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    knots = await museum.anAchievement('Knots');
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]), { code: 'KNOTS' }));
  });
  afterAll(() => service.close());

  const aRow = (given: Partial<EnrolmentRow> = {}): EnrolmentRow => ({
    partnerReference: newId(),
    earner: newId(),
    pathway: null,
    pathwayCode: 'KNOTS',
    enrolledOn: '2026-01-10',
    withdrawnOn: null,
    ...given,
  });
  const apply = (rows: EnrolmentRow[]) =>
    service.database.work((tx) =>
      service.app.get(EnrolmentImport).apply(
        tx,
        { id: newId(), tenant: museum.tenant, may: () => true },
        rows.map((value, at) => ({ row: at + 1, value })),
      ),
    );

  it('begins 2,000 enrolments in a bounded number of statements, four events and with their progress', async () => {
    const rows = Array.from({ length: 2_000 }, () => aRow());
    const data = museum.anAward(rows[0]!.earner, knots, { awardedOn: '2026-02-01' });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    service.statements();
    const { results, marks } = await apply(rows);
    const own = /earner_lock|holding|enrolment|progress|pathway|timer|counted_award|reached_step|completion|INTO outbox/;
    expect(service.statements().filter((text) => own.test(text)).length).toBeLessThanOrEqual(20);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['CREATED']));
    expect(marks).toHaveLength(4);
    const [first] = results;
    const { data: read } = await service.ask(
      museum.caller,
      `query ($id: ID!) { enrolment(id: $id) { state pathway { id } progress { complete } completion { completedOn } } }`,
      { id: `enr_${first?.id}` },
    );
    expect(read?.enrolment).toEqual({ state: 'COMPLETED', pathway: { id: pathway }, progress: { complete: true }, completion: { completedOn: '2026-02-01' } });
  });

  it('changes nothing the second time', async () => {
    const rows = [aRow(), aRow({ withdrawnOn: '2026-02-01' })];
    const first = await apply(rows);
    const second = await apply(rows);
    expect(second.marks).toEqual([]);
    expect(second.results).toEqual(first.results.map((result) => ({ ...result, status: 'UNCHANGED' })));
  });

  it('does not see pathways of other tenants', async () => {
    const other = await aMuseum(service);
    const theirs = await other.aPathway(aDefinition([awardNode('k', await other.anAchievement())]));
    expect((await apply([aRow({ pathway: theirs.pathway.slice(4), pathwayCode: null })])).results).toMatchObject([{ status: 'REFUSED', code: 'NOT_FOUND' }]);
  });

  it('is called off by whoever may import, and by no stranger', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `c-${n},ern_${newId()},NOWHERE`);
    const sent = await service.send(museum.caller, 'POST', '/uploads/pathways', { body: ['partnerReference,earnerId,pathwayCode', ...lines, ''].join('\n') });
    const uploadId = String(sent.headers.get('location')).split('/').at(-1);
    const ask = `mutation ($input: ImportEnrolmentsInput!) { importEnrolments(input: $input) { job { id } userErrors { code } } }`;
    const { data } = await service.ask<{ importEnrolments: { job: { id: string } } }>(museum.caller, ask, { input: { uploadId, format: 'CSV' } });
    const id = data?.importEnrolments.job.id;
    const cancel = `mutation ($id: ID!) { cancelEnrolmentsImport(input: { id: $id }) { userErrors { code } } }`;
    const stranger = (await aMuseum(service)).caller;
    expect((await service.ask(stranger, cancel, { id })).data?.cancelEnrolmentsImport).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect((await service.ask(museum.caller, cancel, { id })).data?.cancelEnrolmentsImport).toEqual({ userErrors: [] });
    const look = `query ($id: ID!) { enrolmentsImport(id: $id) { state } }`;
    const stateNow = async () => (await service.ask<{ enrolmentsImport: { state: string } }>(museum.caller, look, { id })).data?.enrolmentsImport.state;
    let state = await stateNow();
    for (const until = Date.now() + 30_000; state !== 'CANCELLED' && Date.now() < until; ) state = await stateNow();
    expect(state).toBe('CANCELLED');
  });
});
