import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const importAwards = `mutation ($input: ImportAwardsInput!) { importAwards(input: $input) { job { id } userErrors { code } } }`;
const importEarners = `mutation ($input: ImportEarnersInput!) { importEarners(input: $input) { job { id } userErrors { code } } }`;
const look = `query ($id: ID!) { earnersImport(id: $id) { state dryRun rowCount rowsDone succeeded unchanged failed
  errors { row code field message } resultsPath position } }`;

interface Job {
  readonly state: string;
  readonly rowCount: number;
  readonly succeeded: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: { row: number; code: string; field: string | null }[];
  readonly resultsPath: string;
  readonly position: string | null;
}

describe('imports', () => {
  let service: TestService;
  const tenant = newId();
  const registrar = aRegistrar(tenant);

  const upload = async (body: string, principal = registrar) => {
    const response = await service.send(principal, 'POST', '/uploads/earners', { body, headers: { 'content-type': 'text/csv' } });
    expect(response.status).toBe(201);
    return String(response.headers.get('location')).split('/').at(-1) ?? '';
  };
  const ask = async (mutation: string, uploadId: string, more: Record<string, unknown> = {}) => {
    const { data, errors } = await service.ask(registrar, mutation, { input: { uploadId, format: 'CSV', ...more } });
    if (!data) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as { job: { id: string } | null; userErrors: { code: string }[] };
  };
  const finished = async (id: string): Promise<Job> => {
    for (;;) {
      const { data, errors } = await service.ask(registrar, look, { id });
      const job = data?.earnersImport as Job | null;
      // A busy machine may answer with a passing fault; anything else fails the test.
      if (!job && errors?.[0]?.extensions.retryable !== true) throw new Error(`no job ${id}: ${JSON.stringify(errors)}`);
      if (job?.state === 'FINISHED' || job?.state === 'FAILED') return job;
      await new Promise((resume) => setTimeout(resume, 30));
    }
  };
  const run = async (mutation: string, body: string, more: Record<string, unknown> = {}) => {
    const { job } = await ask(mutation, await upload(body), more);
    return finished(job?.id ?? '');
  };
  const resultsOf = async ({ resultsPath }: Job) => {
    const text = await (await service.send(registrar, 'GET', resultsPath)).text();
    return text.trim().split('\n').map((line) => JSON.parse(line) as { row: number; status: string; id: string | null; code: string | null });
  };
  const awardsFile = (count: number, code: string, from = 0) =>
    ['partnerReference,identifierType,identifier,achievementCode,awardedOn', ...Array.from({ length: count }, (_, index) => `${code}-${from + index},STUDENT_ID,N${from + index},${code},2026-01-15`)].join('\r\n') + '\r\n';

  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  it('writes the good lines, tells of each bad one, and changes nothing when the file comes again', async () => {
    await service.published(tenant, { code: 'ROPE' });
    const file = [
      'partnerReference,identifierType,identifier,achievementCode,awardedOn',
      'r1,EMAIL,ivo@example.org,ROPE,2026-01-15',
      'r2,EMAIL,"mina@example.org"x,ROPE,2026-01-15',
      'r3,EMAIL,mina@example.org,ROPE',
      '',
      'r4,EMAIL,not-an-address,ROPE,2026-01-15',
      'r5,EMAIL,olu@example.org,UNKNOWN,2026-01-15',
      'r6,EMAIL,olu@example.org,ROPE,2026-13-15',
      'r7,EMAIL,ivo@example.org,ROPE,2026-01-16',
      '"r\n8",EMAIL,olu@example.org,ROPE,2026-01-15',
      '"r9",EMAIL,"olu@example.org","ROPE","2026-01-15"',
    ].join('\n');
    const job = await run(importAwards, file);
    expect(job).toMatchObject({ state: 'FINISHED', rowCount: 10, succeeded: 2, unchanged: 0, failed: 8, position: expect.any(String) });
    expect(job.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
      [2, 'MALFORMED_LINE', null],
      [3, 'MALFORMED_LINE', null],
      [4, 'MALFORMED_LINE', null],
      [5, 'INVALID_VALUE', 'identifier'],
      [6, 'NOT_FOUND', 'achievementCode'],
      [7, 'INVALID_VALUE', 'awardedOn'],
      [8, 'ALREADY_AWARDED', null],
      [9, 'INVALID_VALUE', 'partnerReference'],
    ]);
    const results = await resultsOf(job);
    expect(results.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(results[0]).toMatchObject({ status: 'CREATED', id: expect.stringMatching(/^awd_/), code: null });
    expect(results[7]).toMatchObject({ status: 'REFUSED', id: results[0]?.id, code: 'ALREADY_AWARDED' });
    const again = await run(importAwards, file);
    expect(again).toMatchObject({ succeeded: 0, unchanged: 2, failed: 8, position: null });
    expect((await resultsOf(again))[9]).toMatchObject({ status: 'UNCHANGED', id: results[9]?.id });
  });

  it('are noted as deeds of whoever asked for them, to be seen by every earner they are about', async () => {
    const own = newId();
    const asking = aRegistrar(own, ['AWARD', 'AUDIT']);
    const location = await upload('identifierType,identifier\nSTUDENT_ID,A1\nSTUDENT_ID,A2\n', asking);
    const { data } = await service.ask(asking, importEarners, { input: { uploadId: location, format: 'CSV' } });
    const { id } = (data?.importEarners as { job: { id: string } }).job;
    type Trail = { nodes: { action: string; actor: string | null; subject: string; earnerCount: number }[] };
    const read = async () => {
      const answer = await service.ask<{ earnerAuditTrail: Trail; earners: { nodes: { auditTrail: Trail }[] } }>(
        asking,
        '{ earnerAuditTrail(first: 10) { nodes { action actor subject earnerCount } } earners(first: 5) { nodes { auditTrail(first: 5) { nodes { action actor subject earnerCount } } } } }',
      );
      if (!answer.data) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    };
    for (let state = ''; state !== 'FINISHED'; ) {
      state = ((await service.ask<{ earnersImport: { state: string } }>(asking, look, { id })).data?.earnersImport ?? { state: '' }).state;
    }
    await (await service.send(asking, 'GET', `/imports/earners/${id}/results`)).text();
    const { earnerAuditTrail, earners } = await read();
    const deed = (action: string, earnerCount = 0) => ({ action, actor: `apc_${asking.actor}`, subject: id, earnerCount });
    expect(earnerAuditTrail.nodes).toEqual([deed('read.import-results'), deed('cairn.earner.batch-created.v1', 2), deed('cairn.import.requested')]);
    expect(earners.nodes.map(({ auditTrail }) => auditTrail.nodes)).toEqual([[deed('cairn.earner.batch-created.v1', 2)], [deed('cairn.earner.batch-created.v1', 2)]]);
  });

  it('goes on at the first open chunk after a stop, and counts no line twice', async () => {
    await service.published(tenant, { code: 'KNOT', duplicatePolicy: 'MANY' });
    const { job } = await ask(importAwards, await upload(awardsFile(9_000, 'KNOT')));
    await service.restart();
    const done = await finished(job?.id ?? '');
    expect(done).toMatchObject({ state: 'FINISHED', rowCount: 9_000, succeeded: 9_000, unchanged: 0, failed: 0 });
    const events = await service.database.work((tx) =>
      tx.query<{ n: number }>(`SELECT count(1)::int AS n FROM award_event e JOIN award a ON a.id = e.award_id AND a.tenant_id = e.tenant_id WHERE a.partner_reference LIKE 'KNOT-%'`),
    );
    expect(events[0]?.n).toBe(9_000);
    expect(await resultsOf(done)).toHaveLength(9_000);
    const sent = service.bus.published.filter(({ value }) => value.includes('batch-issued'));
    for (const { value } of sent) expect((JSON.parse(value) as { data: { awards: unknown[] } }).data.awards.length).toBeLessThanOrEqual(500);
  });

  it('makes earners once, from JSON Lines as well', async () => {
    const file = ['{"identifierType":"MEMBER_ID","identifier":901,"name":"Tamsin Okoro","verified":true}', '{broken', '["no object"]', '{"identifierType":"MEMBER_ID","identifier":"901"}'].join('\n');
    const job = await run(importEarners, file, { format: 'JSONL' });
    expect(job).toMatchObject({ rowCount: 4, succeeded: 1, unchanged: 1, failed: 2 });
    const { data } = await service.ask(registrar, `{ earners(first: 1, filter: { identifier: { type: MEMBER_ID, value: "901" } }) { nodes { name identifiers { value verified } } } }`);
    expect(data?.earners).toEqual({ nodes: [{ name: 'Tamsin Okoro', identifiers: [{ value: '901', verified: true }] }] });
  });

  it('lets go of an upload when it is imported, and gives a request that is repeated its job all the same', async () => {
    const uploadId = await upload('name,identifierType,identifier\n,EMAIL,gone@example.org\n');
    const left = async () => (await service.send(registrar, 'HEAD', `/uploads/earners/${uploadId}`, { headers: { 'tus-resumable': '1.0.0' } })).status;
    const dry = await ask(importEarners, uploadId, { dryRun: true });
    await finished(dry.job?.id ?? '');
    expect(await left()).toBe(200);
    const first = await ask(importEarners, uploadId, { idempotencyKey: 'once only' });
    await finished(first.job?.id ?? '');
    for (let tries = 0; (await left()) !== 404 && tries < 100; tries += 1) await new Promise((resume) => setTimeout(resume, 20));
    expect(await left()).toBe(404);
    expect((await ask(importEarners, uploadId, { idempotencyKey: 'once only' })).job?.id).toBe(first.job?.id);
    expect(await ask(importEarners, uploadId)).toMatchObject({ job: null, userErrors: [{ code: 'UPLOAD_NOT_READY' }] });
  });

  it('checks all and writes nothing in a dry run', async () => {
    await service.published(tenant, { code: 'OAR' });
    const job = await run(importAwards, awardsFile(10, 'OAR', 50_000), { dryRun: true });
    expect(job).toMatchObject({ dryRun: true, succeeded: 10, failed: 0, position: null });
    const { data } = await service.ask(registrar, `{ awards(first: 1, filter: { partnerReference: { startsWith: "OAR-" } }) { totalCount nodes { id } } }`);
    expect(data?.awards).toEqual({ totalCount: 0, nodes: [] });
  });

  it('fails as a whole when the first line is no header', async () => {
    expect(await run(importAwards, 'a,b\n1,2\n')).toMatchObject({ state: 'FAILED', errors: [{ row: 0, code: 'MALFORMED_LINE' }] });
  });

  it('repeats the job of a known idempotency key', async () => {
    const uploadId = await upload('name,identifierType,identifier\n,EMAIL,same@example.org\n');
    const [first, second] = [await ask(importEarners, uploadId, { idempotencyKey: 'k' }), await ask(importEarners, uploadId, { idempotencyKey: 'k' })];
    expect(second.job?.id).toBe(first.job?.id);
    expect(await ask(importEarners, uploadId, { idempotencyKey: 'k', dryRun: true })).toMatchObject({ job: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  });

  it('keeps uploads, jobs and results to their tenant, and routes to the gateway', async () => {
    const stranger = aRegistrar(newId());
    const uploadId = await upload('name,identifierType,identifier\n,EMAIL,mine@example.org\n');
    expect((await service.send(stranger, 'HEAD', `/uploads/earners/${uploadId}`, { headers: { 'tus-resumable': '1.0.0' } })).status).toBe(404);
    const { data } = await service.ask(stranger, importEarners, { input: { uploadId, format: 'CSV' } });
    expect(data?.importEarners).toMatchObject({ job: null, userErrors: [{ code: 'UPLOAD_NOT_READY' }] });
    const { job } = await ask(importEarners, uploadId);
    const { resultsPath } = await finished(job?.id ?? '');
    expect((await service.send(stranger, 'GET', resultsPath)).status).toBe(404);
    expect((await service.send(null, 'POST', '/uploads/earners', { body: 'x' })).status).toBe(401);
  });

  it('takes an upload in pieces, and refuses one above 256 MiB', async () => {
    const body = 'name,identifierType,identifier\n,EMAIL,pieces@example.org\n';
    const tus = { 'tus-resumable': '1.0.0' };
    const begun = await service.send(registrar, 'POST', '/uploads/earners', { headers: { ...tus, 'upload-length': String(body.length) } });
    expect(begun.status).toBe(201);
    const path = String(begun.headers.get('location'));
    expect((await ask(importEarners, path.split('/').at(-1) ?? '')).userErrors).toEqual([{ code: 'UPLOAD_NOT_READY' }]);
    const patch = (offset: number, part: string) =>
      service.send(registrar, 'PATCH', path, { body: part, headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' } });
    expect((await patch(0, body.slice(0, 10))).status).toBe(204);
    expect((await service.send(registrar, 'HEAD', path, { headers: tus })).headers.get('upload-offset')).toBe('10');
    expect((await patch(10, body.slice(10))).status).toBe(204);
    const { job } = await ask(importEarners, path.split('/').at(-1) ?? '');
    expect(await finished(job?.id ?? '')).toMatchObject({ succeeded: 1, failed: 0 });
    const huge = await service.send(registrar, 'POST', '/uploads/earners', { headers: { ...tus, 'upload-length': String(300 * 1024 * 1024) } });
    expect(huge.status).toBe(413);
    expect(huge.headers.get('content-type')).toContain('application/problem+json');
    expect(await huge.json()).toMatchObject({ code: 'UPLOAD_TOO_LARGE', status: 413 });
  });
});
