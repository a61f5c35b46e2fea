import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, aPublishedAchievement, revoke } from './arrange.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly rowCount: number;
  readonly succeeded: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: { row: number; code: string; field: string | null }[];
  readonly resultsPath: string;
}

const jobFields = 'id state rowCount rowsDone succeeded unchanged failed resultsPath errors { row code field message }';

/** Uploads a file in two pieces, as a client whose line broke would (tus 1.0). */
async function upload(tenant: TestTenant, content: string): Promise<string> {
  const authorization = `Bearer ${tenant.key}`;
  const bytes = Buffer.from(content);
  const created = await fetch(`${tenant.url}/uploads/earners`, {
    method: 'POST',
    headers: { authorization, 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) },
  });
  expect(created.status).toBe(201);
  const address = new URL(created.headers.get('location') ?? '', tenant.url).pathname;
  const half = Math.floor(bytes.length / 2);
  await send(0, bytes.subarray(0, half));
  const head = await fetch(`${tenant.url}${address}`, { method: 'HEAD', headers: { authorization, 'tus-resumable': '1.0.0' } });
  expect(Number(head.headers.get('upload-offset'))).toBe(half);
  await send(half, bytes.subarray(half));
  return address.split('/').at(-1) ?? '';

  async function send(offset: number, part: Buffer): Promise<void> {
    const sent = await fetch(`${tenant.url}${address}`, {
      method: 'PATCH',
      headers: { authorization, 'tus-resumable': '1.0.0', 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(part),
    });
    expect(sent.status).toBe(204);
  }
}

async function importAwards(tenant: TestTenant, content: string, format: 'JSONL' | 'CSV', more: object = {}): Promise<Job> {
  const uploadId = await upload(tenant, content);
  const { job } = await tenant.mutate<{ job: Job }>(
    `mutation ($input: ImportAwardsInput!) { importAwards(input: $input) { job { ${jobFields} } userErrors { code field message } } }`,
    { input: { uploadId, format, ...more } },
  );
  for (;;) {
    const { earnersImport } = await tenant.read<{ earnersImport: Job }>(`query ($id: ID!) { earnersImport(id: $id) { ${jobFields} } }`, { id: job.id });
    if (earnersImport.state === 'FINISHED' || earnersImport.state === 'FAILED') return earnersImport;
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

const line = (achievement: AchievementMarked, n: number, more: object = {}) =>
  JSON.stringify({
    partnerReference: `ref-${n}`,
    identifierType: 'STUDENT_ID',
    identifier: `P-${n}`,
    achievementCode: achievement.code,
    awardedOn: '2026-02-01',
    assessmentMethod: 'Written examination',
    assessedOn: '2026-01-31',
    ...more,
  });

interface Change {
  readonly id: string;
  readonly type: string;
  readonly op: string;
  readonly version: number;
  readonly node: Record<string, unknown> | null;
}

async function sync(tenant: TestTenant, after: string | null, limit = 10_000): Promise<{ status: number; changes: Change[]; position: string; hasMore: boolean }> {
  const query = new URLSearchParams({ limit: String(limit), ...(after === null ? {} : { after }) });
  const answer = await fetch(`${tenant.url}/sync?${query}`, { headers: { authorization: `Bearer ${tenant.key}` } });
  const text = await answer.text();
  if (answer.status !== 200) return { status: answer.status, changes: [], position: text, hasMore: false };
  const lines = text.trim().split('\n').map((each) => JSON.parse(each) as Change & { position?: string; hasMore?: boolean });
  const end = lines.pop();
  return { status: 200, changes: lines, position: end?.position ?? '', hasMore: end?.hasMore ?? false };
}

describe('a partner', () => {
  let tenant: TestTenant;
  let achievement: AchievementMarked;
  beforeAll(async () => {
    tenant = await aTenant('Lakeside College');
    achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Reads contracts');
    // The import reads the earners service's copy: let it arrive.
    await anAward(tenant, achievement, 'P-0');
  });

  it('uploads awards, is told of each bad line, and changes nothing by uploading again', async () => {
    const lines = Array.from({ length: 50 }, (_, n) => line(achievement, n + 1));
    lines[10] = '{"partnerReference": "ref-11", ';
    lines[20] = line(achievement, 21, { achievementCode: 'no-such-code' });
    lines[30] = line(achievement, 31, { assessmentMethod: undefined, assessedOn: undefined });
    lines[40] = line(achievement, 41, { awardedOn: '2026-02-30' });
    const content = `${lines.join('\n')}\n`;
    const first = await importAwards(tenant, content, 'JSONL');
    expect(first).toMatchObject({ state: 'FINISHED', rowCount: 50, succeeded: 46, unchanged: 0, failed: 4 });
    expect(first.errors.map(({ row, code }) => [row, code])).toEqual([
      [11, 'MALFORMED_LINE'],
      [21, 'NOT_FOUND'],
      [31, 'ASSESSMENT_MISSING'],
      [41, 'INVALID_VALUE'],
    ]);
    const results = await fetch(`${tenant.url}${first.resultsPath}`, { headers: { authorization: `Bearer ${tenant.key}` } });
    const rows = (await results.text()).trim().split('\n').map((each) => JSON.parse(each) as { row: number; status: string; id: string | null });
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(rows[0]).toMatchObject({ status: 'CREATED', id: expect.stringMatching(/^awd_/) as string });

    const again = await importAwards(tenant, content, 'JSONL');
    expect(again).toMatchObject({ state: 'FINISHED', succeeded: 0, unchanged: 46, failed: 4 });
  });

  it('checks every line of a dry run and writes nothing', async () => {
    const job = await importAwards(tenant, `${line(achievement, 901)}\n`, 'JSONL', { dryRun: true });
    expect(job).toMatchObject({ succeeded: 1, failed: 0 });
    const { awards } = await tenant.read<{ awards: { nodes: unknown[] } }>(`{ awards(first: 1, filter: { partnerReference: { eq: "ref-901" } }) { nodes { id } } }`);
    expect(awards.nodes).toEqual([]);
  });

  it('uploads CSV with quotes, and is told of a short line and of a line break where none may be', async () => {
    const csv = [
      'partnerReference,identifierType,identifier,achievementCode,awardedOn,assessmentMethod,assessedOn,assessor',
      `csv-1,STUDENT_ID,C-1,${achievement.code},2026-02-01,Oral,2026-01-30,"Lakeside, ""South"" College"`,
      `csv-2,STUDENT_ID,C-2,${achievement.code}`,
      `csv-3,STUDENT_ID,C-3,${achievement.code},2026-02-01,Oral,2026-01-30,"Lakeside\nCollege"`,
      `csv-4,STUDENT_ID,C-4,${achievement.code},2026-02-01,Oral,2026-01-30,Lakeside`,
    ].join('\n');
    const job = await importAwards(tenant, csv, 'CSV');
    expect(job).toMatchObject({ state: 'FINISHED', rowCount: 4, succeeded: 2, failed: 2 });
    expect(job.errors).toEqual([
      expect.objectContaining({ row: 2, code: 'MALFORMED_LINE' }),
      expect.objectContaining({ row: 3, code: 'INVALID_VALUE', field: 'assessor' }),
    ]);
  });

  it('follows every change from a snapshot, also when it stops in the middle, and ends equal to the source', async () => {
    const copy = new Map<string, Change>();
    let position: string | null = null;
    const follow = async (limit: number) => {
      for (;;) {
        const page = await sync(tenant, position, limit);
        expect(page.status).toBe(200);
        for (const change of page.changes) {
          const known = copy.get(change.id);
          if (known && known.version > change.version) continue;
          if (change.op === 'DELETE') copy.delete(change.id);
          else copy.set(change.id, change);
        }
        // A consumer that dies here has not kept the position of the last page: it gets that page again.
        if (Math.random() > 0.3) position = page.position;
        if (!page.hasMore && position === page.position) return;
      }
    };
    await follow(7);
    const award = await anAward(tenant, achievement, 'P-777');
    await revoke(tenant, award.id);
    const until = Date.now() + 30_000;
    while ((copy.get(award.id)?.node as { state?: string } | undefined)?.state !== 'REVOKED' && Date.now() < until) await follow(3);
    const { awards } = await tenant.read<{ awards: { totalCount: number; nodes: { id: string; state: string }[] } }>(
      `{ awards(first: 100) { totalCount nodes { id state } } }`,
    );
    const copied = [...copy.values()].filter(({ type }) => type === 'AWARD');
    expect(copied).toHaveLength(awards.totalCount);
    for (const { id, state } of awards.nodes) expect([id, copy.get(id)?.node?.state]).toEqual([id, state]);
  });

  it("cannot use another tenant's position", async () => {
    const { position } = await sync(tenant, null, 5);
    const stranger = await aTenant('Hilltop College');
    const answer = await sync(stranger, position);
    expect(answer.status).toBe(400);
    expect(answer.position).toContain('INVALID_CURSOR');
  });

  it('is refused an upload above the limit before sending it', async () => {
    const answer = await fetch(`${tenant.url}/uploads/earners`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, 'tus-resumable': '1.0.0', 'upload-length': String(300 * 1024 * 1024) },
    });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('UPLOAD_TOO_LARGE');
  });
});
