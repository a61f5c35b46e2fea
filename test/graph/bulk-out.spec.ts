import { createHash } from 'node:crypto';
import { aKey, aTenant, type TestTenant } from '@cairn/testkit';
import { parquetReadObjects } from 'hyparquet';
import { type AchievementMarked, anAward, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';
import { importAwards } from './importing.js';

interface Operation {
  readonly id: string;
  readonly state: string;
  readonly objectCount: number;
  readonly counts: readonly { readonly path: string; readonly objects: number }[];
  readonly fileSize: number;
  readonly url: string | null;
  readonly manifestUrl: string | null;
  readonly sha256: string | null;
  readonly errorCode: string | null;
  readonly position: string;
}

interface Asked {
  readonly bulkOperation: Operation | null;
}

interface Told {
  readonly partnerReference: string;
  readonly awardedOn: string;
  readonly assessment: { readonly method: string; readonly assessedOn: string };
  readonly earner: { readonly identifiers: readonly { readonly type: string; readonly value: string }[] };
}

const fields = 'id state objectCount counts { path objects } fileSize url manifestUrl sha256 errorCode position';
const run = `mutation ($input: RunBulkQueryInput!) { runBulkQuery(input: $input) { bulkOperation { ${fields} } userErrors { code field message } } }`;
const look = `query ($id: ID!) { bulkOperation(id: $id) { ${fields} } }`;
const ended = new Set(['FINISHED', 'FAILED', 'CANCELLED']);
const count = 2_050;

describe('everything a partner has, in one file', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  let achievement: AchievementMarked;

  const seen = async (id: string, by = tenant) => (await by.read<{ bulkOperation: Operation | null }>(look, { id })).bulkOperation;

  async function asked(query: string, more: object = {}, by = tenant): Promise<Operation> {
    const { bulkOperation } = await by.mutate<Asked>(run, { input: { query, ...more } });
    if (!bulkOperation) throw new Error('it was not queued');
    return bulkOperation;
  }

  async function finished(query: string, more: object = {}, by = tenant): Promise<Operation> {
    const { id } = await asked(query, more, by);
    const done = await eventually(() => seen(id, by), (operation) => ended.has(operation?.state ?? ''), 60_000);
    if (!done) throw new Error('it is gone');
    return done;
  }

  /** Where the registry says to fetch it from, reached as this test reaches it. */
  const fetched = (url: string | null) => fetch(`${tenant.url}${new URL(url ?? 'none:').pathname}`);
  const bytesOf = async ({ url }: Operation) => Buffer.from(await (await fetched(url)).arrayBuffer());
  const linesOf = async (operation: Operation) => (await bytesOf(operation)).toString().trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

  beforeAll(async () => {
    tenant = await aTenant();
    issuer = await anIssuer(tenant);
    achievement = await aPublishedAchievement(tenant, issuer, 'Knots');
    const line = (at: number) => ({
      partnerReference: `ref-${at}`,
      identifierType: 'STUDENT_ID',
      identifier: `=student-${at}`,
      achievementVersionId: achievement.versionId,
      awardedOn: '2026-03-01',
      assessmentMethod: 'Written examination',
      assessedOn: '2026-03-01',
    });
    // The import reads the earners service's copy: let it arrive.
    await eventually(async () => (await importAwards(tenant, [line(0)])).failed, (failed) => failed === 0);
    const done = await importAwards(tenant, Array.from({ length: count }, (_, at) => line(at)));
    expect(done).toMatchObject({ state: 'FINISHED', succeeded: count - 1, unchanged: 1, failed: 0 });
  }, 120_000);

  const flat = 'awards(first: 1, orderBy: AWARDED_ON_DESC) { nodes { id partnerReference awardedOn state achievement { id } } }';

  it('is written as lines, as CSV and as Parquet, with the same objects in each and a manifest that proves it', async () => {
    const references = Array.from({ length: count }, (_, at) => `ref-${at}`).sort();
    const lines = await finished(`{ ${flat} }`);
    expect(lines).toMatchObject({ state: 'FINISHED', objectCount: count, counts: [{ path: 'awards', objects: count }], errorCode: null });
    const rows = await linesOf(lines);
    expect(rows.map(({ partnerReference }) => String(partnerReference)).sort()).toEqual(references);
    expect(rows[0]).toMatchObject({ awardedOn: '2026-03-01', state: 'ACTIVE', achievement: { id: achievement.id } });

    const csv = await finished(`{ ${flat} }`, { format: 'CSV' });
    const [header, ...cells] = (await bytesOf(csv)).toString().trimEnd().split('\r\n');
    expect(header).toBe('id,partnerReference,awardedOn,state,achievement_id');
    expect(cells.map((row) => row.split(',')[1]).sort()).toEqual(references);

    const parquet = await finished(`{ ${flat} }`, { format: 'PARQUET' });
    const file = await bytesOf(parquet);
    const objects = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer });
    expect(objects.map(({ partnerReference }) => String(partnerReference)).sort()).toEqual(references);
    expect(objects[0]).toMatchObject({ achievement_id: achievement.id });

    const rest = await fetch(`${tenant.url}${new URL(parquet.url ?? 'none:').pathname}`, { headers: { range: `bytes=${file.length - 4}-`, 'if-range': `"${parquet.sha256}"` } });
    expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([206, `bytes ${file.length - 4}-${file.length - 1}/${file.length}`, 'PAR1']);

    for (const operation of [lines, csv, parquet]) {
      const bytes = await bytesOf(operation);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(operation).toMatchObject({ objectCount: count, fileSize: bytes.length, sha256 });
      expect(await (await fetched(operation.manifestUrl)).json()).toMatchObject({ operation: operation.id, objectCount: count, files: [{ bytes: bytes.length, sha256, objects: count }] });
    }
  }, 180_000);

  it('holds the objects of inner connections after theirs, to the last page of each', async () => {
    const nested = await finished(`{ achievement(id: "${achievement.id}") { versions(first: 1) { nodes { number } } } earners(first: 1) { nodes { state awards(first: 1) { nodes { id } } } } }`);
    expect(nested).toMatchObject({ state: 'FINISHED', counts: expect.arrayContaining([{ path: 'earners', objects: count }, { path: 'earners.awards', objects: count }]) as unknown });
    const rows = await linesOf(nested);
    const earners = new Set(rows.filter(({ state }) => state !== undefined).map(({ id }) => id));
    expect(earners.size).toBe(count);
    const awards = rows.filter((row) => '__parentId' in row);
    expect(new Set(awards.map(({ id }) => id)).size).toBe(count);
    let parent: unknown;
    for (const row of rows) {
      if (row.state !== undefined) parent = row.id;
      if ('__parentId' in row) expect(row.__parentId).toBe(parent);
    }
  }, 180_000);

  it('goes on with a long inner connection page by page', async () => {
    const done = await finished(`{ issuer(id: "${issuer.id}") { achievements(first: 1) { nodes { code awards(first: 1) { nodes { id } } } } } }`);
    expect(done.counts).toEqual([{ path: 'issuer.achievements', objects: 1 }, { path: 'issuer.achievements.awards', objects: count }]);
    const rows = await linesOf(done);
    expect(rows.filter(({ __parentId }) => __parentId === achievement.id)).toHaveLength(count);
  }, 120_000);

  it('comes back whole when another tenant imports it', async () => {
    const other = await aTenant();
    const copy = await aPublishedAchievement(other, await anIssuer(other), 'Knots');
    const told = await linesOf(await finished('{ awards(first: 1) { nodes { partnerReference awardedOn assessment { method assessedOn } earner { identifiers { type value } } } } }'));
    const lines = (told as unknown as Told[]).map(({ partnerReference, awardedOn, assessment, earner }) => ({
      partnerReference,
      awardedOn,
      achievementVersionId: copy.versionId,
      assessmentMethod: assessment.method,
      assessedOn: assessment.assessedOn,
      identifierType: earner.identifiers[0]?.type,
      identifier: earner.identifiers[0]?.value,
    }));
    await eventually(async () => (await importAwards(other, lines.slice(0, 1))).failed, (failed) => failed === 0);
    expect(await importAwards(other, lines)).toMatchObject({ state: 'FINISHED', succeeded: count - 1, unchanged: 1, failed: 0 });
    for (const query of ['{ awards(first: 1) { nodes { id } } }', '{ earners(first: 1) { nodes { id } } }']) {
      expect((await finished(query, {}, other)).objectCount).toBe((await finished(query)).objectCount);
    }
  }, 180_000);

  it('shows the write whose position is named, and tells from where a feed goes on', async () => {
    const other = await aTenant();
    const own = await aPublishedAchievement(other, await anIssuer(other), 'Splices');
    const award = await anAward(other, own, 'one');
    const done = await finished('{ awards(first: 1) { nodes { id } } }', { after: award.position }, other);
    expect(await linesOf(done)).toEqual([{ id: award.id }]);
    const later = await anAward(other, own, 'two');
    const told = async () => {
      const feed = await fetch(`${other.url}/sync?types=AWARD&after=${encodeURIComponent(done.position)}`, { headers: { authorization: `Bearer ${other.key}` } });
      return (await feed.text()).trimEnd().split('\n').map((line) => (JSON.parse(line) as { id?: string }).id);
    };
    expect(await eventually(told, (ids) => ids.includes(later.id))).toContain(later.id);
  }, 60_000);

  it('is nobody else\'s: another tenant sees, ends and reads nothing, and gets its own objects only', async () => {
    const stranger = await aTenant();
    const done = await finished(`{ ${flat} }`);
    expect(await seen(done.id, stranger)).toBeNull();
    const cancel = 'mutation ($input: CancelBulkOperationInput!) { cancelBulkOperation(input: $input) { userErrors { code field message } } }';
    expect((await stranger.mutate(cancel, { input: { id: done.id } }, { refusals: 'expected' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await finished(`{ ${flat} }`, {}, stranger)).toMatchObject({ objectCount: 0, counts: [{ path: 'awards', objects: 0 }] });
    const [, token = '', file = ''] = /\/bulk\/([^/]+)\/(.+)$/.exec(done.url ?? '') ?? [];
    for (const strange of [`${token}x/${file}`, `${token}/result.csv`, `x.y/${file}`]) expect((await fetch(`${tenant.url}/bulk/${strange}`)).status).toBe(404);
    expect((await tenant.graph(run, { input: { query: `{ ${flat} }` } }, { key: null })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  }, 60_000);

  it('is read with the rights of who asked, and ends with the code of what he may not read', async () => {
    const designer = tenant.as(await aKey(tenant.tenantId, ['DESIGN']));
    const { id } = (await designer.mutate<Asked>(run, { input: { query: '{ issuerAuditTrail(first: 1) { nodes { id } } }' } })).bulkOperation ?? { id: '' };
    const { bulkOperation } = await eventually(() => designer.read<{ bulkOperation: Operation | null }>(look, { id }), (answer) => ended.has(answer.bulkOperation?.state ?? ''), 30_000);
    expect(bulkOperation).toMatchObject({ state: 'FAILED', errorCode: 'FORBIDDEN', url: null });
  }, 60_000);

  it('can be ended while it runs', async () => {
    const operation = await asked(`{ ${flat} }`);
    const cancel = 'mutation ($input: CancelBulkOperationInput!) { cancelBulkOperation(input: $input) { bulkOperation { state } userErrors { code field message } } }';
    expect(await tenant.mutate(cancel, { input: { id: operation.id } })).toMatchObject({ bulkOperation: { state: 'CANCELLED' } });
    await new Promise((resume) => setTimeout(resume, 3_000));
    expect(await seen(operation.id)).toMatchObject({ state: 'CANCELLED', url: null });
  });

  test.each<[string, object, string]>([
    ['a mutation', { query: 'mutation { disableApiClient(input: { id: "apc_1" }) { position } }' }, 'BULK_QUERY_INVALID'],
    ['a third level', { query: '{ issuers(first: 1) { nodes { achievements(first: 1) { nodes { awards(first: 1) { nodes { id } } } } } } }' }, 'BULK_QUERY_TOO_DEEP'],
    ['what is no connection', { query: '{ viewer { kind } }' }, 'BULK_QUERY_WITHOUT_CONNECTION'],
    ['a table of two connections', { query: '{ a: awards(first: 1) { nodes { id } } b: awards(first: 1) { nodes { id } } }', format: 'CSV' }, 'BULK_QUERY_NOT_FLAT'],
    ['a field that there is not', { query: '{ awards(first: 1) { nodes { nothing } } }' }, 'BULK_QUERY_INVALID'],
  ])('refuses %s when it is asked for', async (_what, input, code) => {
    expect((await tenant.mutate<Asked>(run, { input }, { refusals: 'expected' })).userErrors).toMatchObject([{ code, field: ['input', 'query'] }]);
  });

  it('has no format that there is not', async () => {
    const { errors } = await tenant.graph(run, { input: { query: `{ ${flat} }`, format: 'XLSX' } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
