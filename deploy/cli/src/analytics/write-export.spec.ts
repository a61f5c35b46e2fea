import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FactName, figureSql, type FigureQuestion, questionFaults } from '@cairn/metrics';
import { openExport } from './open-export.js';
import { FactCsv } from './fact-csv.js';
import type { FactSource } from './fact-source.js';
import { filePath, type Manifest, manifestPath } from './manifest.js';
import { pseudonymOf } from './pseudonyms.js';
import { writeExport } from './write-export.js';

const tenant = '0190aaaa-0000-7000-8000-000000000001';
const now = new Date('2026-11-22T12:00:00Z');
const award = { version: 'v', issuer: 'i', expires_on: null, revoked_on: null, void: false, credits: 250, measure: null };
const awards = [
  { ...award, earner_key: 'e1', award_key: 'a1', achievement: 'x', issued_on: '2025-01-31' },
  { ...award, earner_key: 'e1', award_key: 'a2', achievement: 'y', issued_on: '2025-02-01' },
  { ...award, earner_key: 'e2', award_key: 'a3', achievement: 'x', issued_on: '2025-02-28' },
];

/** Awards and what two earners say; nothing else. */
const source = (rows: readonly object[], without?: FactName): FactSource => ({
  tenant,
  observationEnd: '2026-11-21',
  position: '17',
  async write(folder) {
    const csv = await FactCsv.create(folder, tenant);
    csv.add('fact_award', rows);
    csv.add('dim_group', [{ earner_key: 'e1', dimension: 'gender', value: 'says "F", mostly', since_on: null, until_on: null }, { earner_key: 'e2', dimension: 'gender', value: '', since_on: null, until_on: null }]);
    await csv.close();
    if (without) await rm(join(folder, `${without}.csv`));
  },
});

describe('an export', () => {
  let to: string;
  beforeEach(async () => void (to = await mkdtemp(join(tmpdir(), 'cairn-export-'))));
  afterEach(() => rm(to, { recursive: true, force: true }));

  const write = (rows: readonly object[] = awards, more: object = {}) => writeExport(source(rows), { to, secret: 'first', now, ...more });
  const filesOf = ({ tables }: Manifest, table = 'fact_award') => tables.find(({ name }) => name === table)?.files ?? [];
  const ask = async (question: FigureQuestion) => {
    expect(questionFaults(question)).toEqual([]);
    const { duck } = await openExport(to);
    const { text, values } = figureSql(question);
    try {
      return await duck.rows(text, values);
    } finally {
      duck.close();
    }
  };

  it('files each fact under the month of its day, and says in the manifest what it wrote', async () => {
    const manifest = await write();
    expect(filesOf(manifest).map(({ path, rows, minDate, maxDate }) => [path, rows, minDate, maxDate])).toEqual([
      [filePath('fact_award', tenant, '2025-01', 1), 1, '2025-01-31', '2025-01-31'],
      [filePath('fact_award', tenant, '2025-02', 1), 2, '2025-02-01', '2025-02-28'],
    ]);
    expect(filesOf(manifest, 'dim_group').map(({ month, rows }) => [month, rows])).toEqual([['all', 2]]);
    expect(JSON.parse(await readFile(join(to, manifestPath(tenant)), 'utf8'))).toEqual(manifest);
    expect(manifest).toMatchObject({ observationEnd: '2026-11-21', position: '17', previous: null });
  });

  it('files what is older than last year by year, and the month of a year that gets so old no more', async () => {
    const aged = [...awards, ...['2024-12-31', '2024-01-01', '2019-05-05'].map((issued_on, at) => ({ ...award, award_key: `old ${at}`, issued_on }))];
    const manifest = await write(aged);
    expect(filesOf(manifest).map(({ month, rows, minDate, maxDate }) => [month, rows, minDate, maxDate])).toEqual([
      ['2019', 1, '2019-05-05', '2019-05-05'],
      ['2024', 2, '2024-01-01', '2024-12-31'],
      ['2025-01', 1, '2025-01-31', '2025-01-31'],
      ['2025-02', 2, '2025-02-01', '2025-02-28'],
    ]);
    const later = await writeExport({ ...source(aged), observationEnd: '2027-01-01' }, { to, secret: 'first', now });
    expect(filesOf(later).map(({ month, rows }) => [month, rows])).toEqual([['2019', 1], ['2024', 2], ['2025', 3]]);
    expect(filesOf(later).slice(0, 2)).toEqual(filesOf(manifest).slice(0, 2));
    expect(await ask({ metric: 'M0', observationEnd: '2027-01-01' })).toMatchObject([{ numerator: 6 }]);
  });

  it('answers as its facts do, in DuckDB', async () => {
    await write();
    expect(await ask({ metric: 'M0', observationEnd: '2026-11-21' })).toEqual([{ denominator: 2, numerator: 3, excluded: 0 }]);
    expect(await ask({ metric: 'M1', observationEnd: '2026-11-21', windowDays: 365, groupBy: ['GROUP_VALUE'], group: 'gender' })).toEqual([
      { group_value: '', denominator: 1, numerator: 0, same_day: 0, excluded: 0 },
      { group_value: 'says "F", mostly', denominator: 1, numerator: 1, same_day: 0, excluded: 0 },
    ]);
    expect(await ask({ metric: 'M8', observationEnd: '2026-11-21', windowDays: 365 })).toEqual([{ denominator: 0, numerator: 0, withdrawn: 0, completed_then_withdrawn: 0, excluded: 0 }]);
  });

  it('tells of earners and awards by names that only this recipient has', async () => {
    await write();
    const keys = async () => {
      const { duck } = await openExport(to);
      const rows = await duck.rows('SELECT DISTINCT earner_key, achievement FROM fact_award WHERE achievement = $1 ORDER BY 1', ['y']);
      duck.close();
      return rows;
    };
    expect(await keys()).toEqual([{ earner_key: pseudonymOf('first', 'e1'), achievement: 'y' }]);
    await write(awards, { secret: 'second' });
    expect(await keys()).toEqual([{ earner_key: pseudonymOf('second', 'e1'), achievement: 'y' }]);
  });

  it('keeps the file of a month that is as it was, and gives one that changed a new generation', async () => {
    const first = await write();
    const same = await write();
    expect(same.tables).toEqual(first.tables);
    expect(same.previous).toMatch(/^[0-9a-f]{64}$/);
    const late = await write([...awards, { ...award, earner_key: 'e3', award_key: 'a4', achievement: 'x', issued_on: '2025-02-02' }]);
    expect(filesOf(late).map(({ generation, rows }) => [generation, rows])).toEqual([[1, 1], [2, 3]]);
    expect(filesOf(late)[0]).toEqual(filesOf(first)[0]);
  });

  it('takes away files of before after a week, and not sooner', async () => {
    await write();
    await write(awards.slice(0, 2));
    const folder = join(to, filePath('fact_award', tenant, '2025-02', 1), '..');
    expect((await readdir(folder)).sort()).toEqual(['g1.parquet', 'g2.parquet']);
    const old = new Date(now.getTime() - 8 * 86_400_000);
    await utimes(join(folder, 'g1.parquet'), old, old);
    await utimes(join(folder, 'g2.parquet'), old, old);
    await write(awards.slice(0, 2));
    expect(await readdir(folder)).toEqual(['g2.parquet']);
  });

  it('keeps a file of long ago for a week from the day on which it was replaced', async () => {
    const [, file] = filesOf(await write());
    const place = join(to, file?.path ?? '');
    const old = new Date(now.getTime() - 300 * 86_400_000);
    await utimes(place, old, old);
    await write(awards.slice(0, 2));
    expect((await readdir(join(place, '..'))).sort()).toEqual(['g1.parquet', 'g2.parquet']);
  });

  it('gives a month that went away and comes again a name that no manifest has told', async () => {
    const first = await write();
    const january = awards.filter(({ issued_on: day }) => day.startsWith('2025-01'));
    await write(january);
    expect(filesOf(await write()).map(({ month, generation }) => [month, generation])).toEqual([['2025-01', 1], ['2025-02', 2]]);
    expect(filesOf(first).map(({ generation }) => generation)).toEqual([1, 1]);
  });

  it('is not opened where a file differs from the manifest, or is missing', async () => {
    const [file] = filesOf(await write());
    const place = join(to, file?.path ?? '');
    await writeFile(place, (await readFile(place)).subarray(1));
    await expect(openExport(to)).rejects.toThrow('its sum differs from the manifest');
    await rm(place);
    await expect(openExport(to)).rejects.toThrow(`${file?.path} is missing.`);
    await expect(openExport(to, { tenants: ['another'] })).rejects.toThrow('There is no export of tenant another');
  });

  it('lacks what its source does not keep, and says so instead of counting nothing', async () => {
    await writeExport(source(awards, 'fact_cycle'), { to, secret: 'first', now });
    await expect(ask({ metric: 'M13', figure: 'LAPSE', observationEnd: '2026-11-21' })).rejects.toThrow('There is no fact_cycle here: its source keeps none.');
    expect(await ask({ metric: 'M13', observationEnd: '2026-11-21' })).toMatchObject([{ denominator: 3, numerator: 3 }]);
  });

  it('lets a query read nothing else', async () => {
    await write();
    await writeFile(join(to, 'secret.csv'), 'a\n1\n');
    const { duck } = await openExport(to);
    await expect(duck.rows(`SELECT * FROM read_csv('${join(to, 'secret.csv')}')`)).rejects.toThrow(/disabled by configuration/);
    await expect(duck.rows(`COPY fact_award TO '${join(to, 'out.csv')}'`)).rejects.toThrow(/disabled by configuration/);
    await expect(duck.rows('SET enable_external_access = true')).rejects.toThrow(/locked|disabled/);
    await expect(duck.rows('INSTALL httpfs')).rejects.toThrow();
    duck.close();
  });

  it('ends a query that takes too long', async () => {
    await write();
    const { duck } = await openExport(to, { patienceMs: 200 });
    await expect(duck.rows('SELECT count(*) FROM range(1000000000000) a')).rejects.toThrow('took longer than 0.2 s');
    duck.close();
  });
});
