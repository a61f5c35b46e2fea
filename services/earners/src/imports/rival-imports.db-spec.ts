import { stat, writeFile } from 'node:fs/promises';
import { UploadFolder } from '@cairn/bulk';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { figures, Importer } from './testing/importer.js';

const file = (key: string, count: number, day: string, trailer = '') =>
  `partnerReference,identifierType,identifier,achievementCode,awardedOn\n${Array.from({ length: count }, (_, n) => `${key}${n},STUDENT_ID,${key}${n},PIER,${day}\n`).join('')}${trailer}`;

describe('imports', () => {
  let service: TestService;
  let importer: Importer;
  let now = Date.parse('2026-06-01T13:00:00Z');
  const tenant = newId();
  const days = async (key: string) => {
    const rows = await service.database.work((tx) =>
      tx.query<{ state: string; day: string; n: number }>(
        `SELECT state, awarded_on::text AS day, count(1)::int AS n FROM award
          WHERE tenant_id = $1 AND coalesce(starts_with(partner_reference, $2), $2 = '') GROUP BY 1, 2 ORDER BY 1, 2`,
        [tenant, key],
      ),
    );
    return rows.map(({ state, day, n }) => `${n} ${state} ${day}`);
  };

  beforeAll(async () => {
    service = await aService({ clock: { now: () => now } });
    importer = new Importer(service, aRegistrar(tenant));
    await service.published(tenant, { code: 'PIER' });
  });
  afterAll(() => service.close());

  it('of the same keys at the same time make each award once, and say so', async () => {
    const [first, second] = await Promise.all([importer.run(file('a', 6_000, '2026-05-01')), importer.run(file('a', 6_000, '2026-05-01', '\n'))]);
    expect(first.created + second.created).toBe(6_000);
    expect(first.unchanged + second.unchanged).toBe(6_000);
    expect([first.failed + second.failed, first.replaced + second.replaced]).toEqual([1, 0]);
    expect(await days('a')).toEqual(['6000 ACTIVE 2026-05-01']);
  }, 120_000);

  it('of the same keys that say otherwise at the same time end as one of them says, award for award', async () => {
    const [first, second] = await Promise.all([importer.run(file('b', 3_000, '2026-05-01')), importer.run(file('b', 3_000, '2026-05-02'))]);
    expect(first.failed + second.failed).toBe(0);
    expect(first.created + second.created).toBe(3_000);
    expect(first.replaced + second.replaced).toBe(3_000);
    // A successor has no reference of its own: it is found by way of the one that it replaced.
    const [replaced = ''] = await days('b');
    expect(replaced).toMatch(/^3000 REPLACED /);
    const made = (await days('')).reduce((sum, said) => sum + Number(said.split(' ')[0]), 0);
    expect(made).toBe(6_000 + 2 * 3_000);
  }, 120_000);

  it('from a partner whose clock is ahead are refused the days that have not begun in UTC, line by line, and taken when they have', async () => {
    const ahead = file('c', 2, '2026-06-01') + file('d', 3, '2026-06-02').split('\n').slice(1).join('\n');
    const early = await importer.run(ahead);
    expect(early.errors).toEqual([3, 4, 5].map((row) => ({ row, code: 'INVALID_VALUE', field: 'awardedOn', message: expect.stringContaining('today is 2026-06-01 in UTC') as string })));
    expect(figures(early)).toEqual({ created: 2, replaced: 0, unchanged: 0, refused: 3 });
    now = Date.parse('2026-06-02T00:00:01Z');
    expect(figures(await importer.run(ahead))).toEqual({ created: 3, replaced: 0, unchanged: 2, refused: 0 });
  }, 60_000);

  it('keep what stands and fail when their upload becomes another one while it is read', async () => {
    const uploadId = await importer.upload(file('e', 20_000, '2026-05-01'));
    const path = service.app.get(UploadFolder).pathOf(uploadId);
    const { job } = await importer.ask(uploadId);
    const id = job?.id ?? '';
    for (let seen = await importer.see(id); seen.rowsDone < 2_000; ) seen = await importer.see(id);
    const { size } = await stat(path);
    await writeFile(path, '\n'.repeat(size));
    const done = await importer.over(id);
    expect(done).toMatchObject({ state: 'FAILED', errors: [{ row: 0, code: 'MALFORMED_LINE', field: null }] });
    expect(await days('e')).toEqual([`${done.created} ACTIVE 2026-05-01`]);
    const lines = await importer.linesOf(done);
    expect(lines.filter(({ status }) => status === 'CREATED')).toHaveLength(done.created);
    expect(lines.filter(({ status }) => status === 'NOT_WRITTEN')).toHaveLength(20_000 - done.created);
  }, 120_000);
});
