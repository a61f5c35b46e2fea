import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columnsOf, facts, metricCatalogue } from '@cairn/metrics';
import { testUnless } from '@cairn/testkit';
import { Duck } from '../duckdb.js';
import { figureAnswer } from '../figure-answer.js';
import { GeneratedSource } from '../generated-source.js';
import { openExport, writeDatabase } from '../open-export.js';
import { writeExport } from '../write-export.js';
import { dbtPackage } from './dbt-package.js';

const folder = fileURLToPath(new URL('../../../../analytics/dbt/', import.meta.url));

/** The program named by CAIRN_DBT, else `dbt` of the path; with its adapter for DuckDB. */
const dbt = process.env.CAIRN_DBT ?? 'dbt';

function dbtMissing(): string | undefined {
  try {
    return /duckdb/.test(execFileSync(dbt, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) ? undefined : 'dbt is here without dbt-duckdb: pip install dbt-duckdb';
  } catch {
    return 'dbt is not installed: pip install dbt-core dbt-duckdb, or name the program in CAIRN_DBT';
  }
}

describe('the dbt package', () => {
  test('is what the catalogue yields', () => {
    const differing = [...dbtPackage()].filter(([path, text]) => readFileSync(join(folder, path), 'utf8') !== text).map(([path]) => path);
    expect(differing).toEqual([]);
  });

  test('has every fact with every column, and every figure but the one that compares others', () => {
    const files = dbtPackage();
    for (const { name } of facts) {
      for (const column of columnsOf(name)) expect(files.get(`models/staging/stg_${name}.sql`)).toMatch(new RegExp(`\\b${column.name}\\b`));
    }
    const figures = metricCatalogue.filter(({ shape }) => shape !== 'GAP').flatMap((metric) => metric.figures);
    expect([...files.keys()].filter((path) => /^models\/marts\/.*\.sql$/.test(path))).toHaveLength(figures.length);
    // Nothing of a question is left to be filled in, and no fact is read past its staging.
    for (const [path, text] of files) if (path.startsWith('models/marts/')) expect({ path, left: /\$\d|2000-0|3653|\b(from|join) (fact|dim)_/.exec(text)?.[0] }).toEqual({ path, left: undefined });
  });

  testUnless(dbtMissing())(
    'builds and tests itself over an export, with the figures that we tell',
    async () => {
      const place = mkdtempSync(join(tmpdir(), 'cairn-dbt-'));
      const file = join(place, 'cairn.duckdb');
      await writeExport(new GeneratedSource({ awards: 3_000, seed: 4 }), { to: join(place, 'export'), secret: null, now: new Date() });
      await writeDatabase(join(place, 'export'), file);
      const env = { ...process.env, CAIRN_DUCKDB: file, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' };
      execFileSync(dbt, ['build', '--quiet', '--project-dir', folder, '--profiles-dir', folder, '--target-path', join(place, 'target'), '--log-path', join(place, 'logs')], { env, stdio: ['ignore', 'inherit', 'inherit'] });
      const [built, { duck, observationEnd }] = await Promise.all([Duck.open({ file }), openExport(join(place, 'export'))]);
      for (const [mart, question] of [['metric_m1', { metric: 'M1', windowDays: 365 }], ['metric_m8', { metric: 'M8', windowDays: 365 }], ['metric_o1', { metric: 'O1' }]] as const) {
        const { rows } = await figureAnswer(duck, { observationEnd, groupBy: ['COHORT_QUARTER'], ...question });
        const told = rows.map(({ value: _value, ...row }) => row);
        expect(told.length).toBeGreaterThan(3);
        expect({ mart, rows: await built.rows(`SELECT * FROM ${mart} ORDER BY 1`) }).toEqual({ mart, rows: told });
      }
      built.close();
      duck.close();
      rmSync(place, { recursive: true, force: true });
    },
    600_000,
  );
});
