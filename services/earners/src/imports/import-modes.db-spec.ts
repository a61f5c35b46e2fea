import { gzipSync } from 'node:zlib';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { figures, Importer } from './testing/importer.js';

const header = 'partnerReference,identifierType,identifier,achievementCode,awardedOn';
const lines = (count: number, key: string, code = 'TIDE') => Array.from({ length: count }, (_, index) => `${key}${index},STUDENT_ID,${key}${index},${code},2026-01-15`);
const file = (...all: string[]) => `${[header, ...all].join('\n')}\n`;

describe('an import', () => {
  let service: TestService;
  let importer: Importer;
  const tenant = newId();
  const written = async (key: string) => {
    const rows = await service.database.work((tx) => tx.query<{ n: number }>(`SELECT count(1)::int AS n FROM award WHERE tenant_id = $1 AND starts_with(partner_reference, $2)`, [tenant, key]));
    return rows[0]?.n;
  };

  beforeAll(async () => {
    service = await aService();
    importer = new Importer(service, aRegistrar(tenant));
    await service.published(tenant, { code: 'TIDE' });
  });
  afterAll(() => service.close());

  it('of all or nothing writes nothing when the last of many lines is refused, and tells of every line', async () => {
    const job = await importer.run(file(...lines(5_000, 'a'), 'bad,STUDENT_ID,z,NOWHERE,2026-01-15'), { mode: 'ALL_OR_NOTHING' });
    expect(job).toMatchObject({ state: 'FAILED', rowsDone: 5_001, created: 0, failed: 1, position: null, errors: [{ row: 5_001, code: 'NOT_FOUND', field: 'achievementCode' }] });
    expect(await written('a')).toBe(0);
    const results = await importer.linesOf(job);
    expect(results).toHaveLength(5_001);
    expect(results[0]).toMatchObject({ status: 'NOT_WRITTEN', id: null });
    expect(results.at(-1)).toMatchObject({ row: 5_001, status: 'REFUSED', code: 'NOT_FOUND' });
  });

  it('of all or nothing writes everything when nothing is refused', async () => {
    const job = await importer.run(file(...lines(4_500, 'b')), { mode: 'ALL_OR_NOTHING' });
    expect(job).toMatchObject({ state: 'FINISHED', created: 4_500, position: expect.any(String) });
    expect(await written('b')).toBe(4_500);
    expect((await importer.linesOf(job))[4_499]).toMatchObject({ status: 'CREATED', id: expect.stringMatching(/^awd_/) });
  });

  it('of all or nothing begins anew after a stop, and counts no line twice', async () => {
    const { job } = await importer.ask(await importer.upload(file(...lines(9_000, 'c'))), { mode: 'ALL_OR_NOTHING' });
    await service.restart();
    const done = await importer.over(job?.id ?? '');
    expect(done).toMatchObject({ state: 'FINISHED', rowsDone: 9_000, created: 9_000, unchanged: 0 });
    expect(await written('c')).toBe(9_000);
  });

  it('tells in a dry run what the run itself will tell, lines that stand in each other’s way included', async () => {
    const body = file(...lines(3_000, 'd'), 'd-late,STUDENT_ID,d5,TIDE,2026-01-15');
    const dry = await importer.run(body, { dryRun: true });
    expect(dry).toMatchObject({ state: 'FINISHED', errors: [{ row: 3_001, code: 'ALREADY_AWARDED' }] });
    expect(await written('d')).toBe(0);
    const done = await importer.run(body);
    expect(figures(done)).toEqual(figures(dry));
    expect(figures(done)).toEqual({ created: 3_000, replaced: 0, unchanged: 0, refused: 1 });
  });

  it('that is called off keeps what stands line by line, drops what stands or falls together, and says which lines were not written', async () => {
    for (const mode of ['BEST_EFFORT', 'ALL_OR_NOTHING']) {
      const key = `e${mode.charAt(0)}`;
      const { job } = await importer.ask(await importer.upload(file(...lines(20_000, key))), { mode });
      const id = job?.id ?? '';
      for (let seen = await importer.see(id); seen.rowsDone < 2_000; ) seen = await importer.see(id);
      expect(await importer.cancelEarnersImport(id)).toMatchObject({ userErrors: [] });
      const done = await importer.over(id);
      expect(done.state).toBe('CANCELLED');
      expect(await written(key)).toBe(done.created);
      if (mode === 'ALL_OR_NOTHING') expect(done.created).toBe(0);
      const results = await importer.linesOf(done);
      expect(results).toHaveLength(20_000);
      expect(results.filter(({ status }) => status === 'NOT_WRITTEN')).toHaveLength(20_000 - done.created);
      expect(await importer.cancelEarnersImport(id)).toMatchObject({ userErrors: [{ code: 'IMPORT_STATE_INVALID' }] });
    }
    const stranger = new Importer(service, aRegistrar(newId()));
    const { job } = await importer.ask(await importer.upload(file(...lines(10, 'f'))));
    expect(await stranger.cancelEarnersImport(job?.id ?? '')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('of bytes that a job is at work on is that job, and of bytes imported before is the job of then where that is wished', async () => {
    const body = file(...lines(6_000, 'g'));
    const [first, second] = [await importer.ask(await importer.upload(body)), await importer.ask(await importer.upload(body))];
    expect(second.job?.id).toBe(first.job?.id);
    await importer.over(first.job?.id ?? '');
    const same = await importer.ask(await importer.upload(body), { again: false });
    expect(same.job?.id).toBe(first.job?.id);
    expect(figures(await importer.run(body))).toEqual({ created: 0, replaced: 0, unchanged: 6_000, refused: 0 });
  });

  it('reads a file that is packed, and fails as a whole when the pack is cut off', async () => {
    const packed = gzipSync(file(...lines(100, 'h')));
    expect(await importer.run(packed.subarray(0, packed.length - 9))).toMatchObject({ state: 'FAILED', errors: [{ row: 0, code: 'MALFORMED_LINE' }] });
    expect(await importer.run(packed)).toMatchObject({ state: 'FINISHED', created: 100 });
  });

  it('names the exact line of everything that cannot be read', async () => {
    const day = (text: string) => `k-${text},STUDENT_ID,k,TIDE,${text}`;
    const body = Buffer.concat([
      Buffer.from(`\uFEFF${header}\n`),
      Buffer.from('i1,STUDENT_ID,i1,TIDE,2026-01-15\n'),
      Buffer.from('i2,STUDENT_ID,Jos\xe9,TIDE,2026-01-15\n', 'latin1'),
      Buffer.from(`i3,STUDENT_ID,${'x'.repeat(10 * 1024 * 1024)},TIDE,2026-01-15\n`),
      Buffer.from(`${day('15/01/2026')}\n${day('Jan 15 2026')}\n${day('2026-1-15')}\n`),
      Buffer.from('i1,STUDENT_ID,i1,TIDE,2026-01-15\n'),
      Buffer.from('=1+1,STUDENT_ID,"=HYPERLINK(""https://x.example"")",TIDE,2026-01-15\n'),
    ]);
    const job = await importer.run(body);
    expect(job.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
      [2, 'MALFORMED_LINE', null],
      [3, 'MALFORMED_LINE', null],
      [4, 'INVALID_VALUE', 'awardedOn'],
      [5, 'INVALID_VALUE', 'awardedOn'],
      [6, 'INVALID_VALUE', 'awardedOn'],
      [7, 'REPEATED_IN_FILE', 'partnerReference'],
    ]);
    // A formula is text here, and nothing but text.
    expect((await importer.linesOf(job)).map(({ status }) => status)).toEqual(['CREATED', 'REFUSED', 'REFUSED', 'REFUSED', 'REFUSED', 'REFUSED', 'REFUSED', 'CREATED']);
    expect(await written('=1+1')).toBe(1);
  });

  it('fails as a whole on UTF-16', async () => {
    expect(await importer.run(Buffer.from(`\uFEFF${file('l,STUDENT_ID,l,TIDE,2026-01-15')}`, 'utf16le'))).toMatchObject({ state: 'FAILED', errors: [{ row: 0, code: 'MALFORMED_LINE' }] });
  });
});
