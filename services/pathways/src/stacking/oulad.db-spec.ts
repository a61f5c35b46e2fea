import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bulkMigration } from '@cairn/bulk';
import { messagingMigration } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase, testUnless } from '@cairn/testkit';
import { CreatePathways1795262400000 } from '../migrations/1795262400000-create-pathways.js';
import { CreateFacts1795262400001 } from '../migrations/1795262400001-create-facts.js';
import type { StackingMetric } from '../schema.types.js';
import { dataFolder } from '../testing/config.js';
import { StackingStore } from './stacking.store.js';

const folder = join(dataFolder, 'oulad');
const test = testUnless(existsSync(folder) ? undefined : `there is no folder ${folder}; set CAIRN_TEST_DATA`);

/** The Open University Learning Analytics Dataset (Kuzilek et al. 2017) in the mapping of analytics.md section 10. */
describe('the figures of OULAD', () => {
  const tenant = newId();
  const store = new StackingStore();
  let made: TestDatabase | undefined;
  beforeAll(async () => {
    if (!existsSync(folder)) return;
    made = await testDatabase('pathways', [
      messagingMigration('pathways'),
      bulkMigration('pathways'),
      CreatePathways1795262400000,
      CreateFacts1795262400001,
    ]);
    await load(made, tenant);
  });
  afterAll(() => made?.close());

  const ask = async (metric: StackingMetric, window: number | null, asOf: string) => {
    const question = { metric, window, dimension: null, asOf };
    const [cell] = await made!.database.read({ tenant }, (tx) => store.figures(tx, tenant, question, null, 2));
    return cell;
  };

  test('are 15,385 awards over 14,581 earners', async () => {
    expect(await ask('M0_AWARDS_AND_EARNERS', null, '2015-06-30')).toMatchObject({ num: null, den: 14_581, parts: { awards: 15_385, earners: 14_581 } });
  });

  test('are 145 of 6,565 who stack within a year', async () => {
    expect(await ask('M1_STACK_IN', 365, '2015-06-30')).toMatchObject({ num: 145, den: 6_565 });
  });

  test('are 1,869 of 13,327 who persist', async () => {
    expect(await ask('M10_PERSISTENCE', 365, '2015-06-30')).toMatchObject({ num: 1_869, den: 13_327 });
  });

  test('add up over cohorts and achievements, page by page', async () => {
    for (const [metric, dimension, den] of [
      ['M1_STACK_IN', 'ACHIEVEMENT', 6_565],
      ['M1_STACK_IN', 'COHORT_MONTH', 6_565],
      ['M10_PERSISTENCE', 'COHORT_QUARTER', 13_327],
    ] as const) {
      let total = 0;
      let after: string | null = null;
      for (;;) {
        const question = { metric, window: 365, dimension, asOf: '2015-06-30' };
        const page = await made!.database.read({ tenant }, (tx) => store.figures(tx, tenant, question, after, 3));
        if (page.length === 0) break;
        total += page.reduce((sum, cell) => sum + cell.den, 0);
        after = page.at(-1)?.key ?? null;
      }
      expect([metric, dimension, total]).toEqual([metric, dimension, den]);
    }
  });

  test('come in transitions of later days only, largest first', async () => {
    const rows = await made!.database.read({ tenant }, (tx) => store.transitions(tx, tenant, '2015-06-30', null, 50));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(({ earners }) => earners)).toEqual(rows.map(({ earners }) => earners).sort((a, b) => b - a));
    const [second] = rows.slice(1);
    const next = await made!.database.read({ tenant }, (tx) =>
      store.transitions(tx, tenant, '2015-06-30', [rows[0]!.earners, rows[0]!.from, rows[0]!.to], 1),
    );
    expect(next).toEqual([second]);
  });

  test('are nothing for another tenant', async () => {
    const question = { metric: 'M0_AWARDS_AND_EARNERS', window: null, dimension: null, asOf: '2015-06-30' } as const;
    expect(await made!.database.read({ tenant: newId() }, (tx) => store.figures(tx, tenant, question, null, 2))).toEqual([]);
  });
});

const table = (name: string): Record<string, string>[] => {
  const [header = '', ...lines] = gunzipSync(readFileSync(join(folder, `${name}.csv.gz`))).toString('utf8').trim().split(/\r?\n/);
  const columns = cells(header);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [columns[at] ?? '', cell])));
};

const cells = (line: string): string[] => line.split(',').map((cell) => cell.replace(/^"|"$/g, ''));

const dayOf = (presentation: string, days = 0): string => {
  const start = Date.parse(`${presentation.slice(0, 4)}-${presentation.endsWith('B') ? '02' : '10'}-01T00:00:00Z`);
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
};

async function load({ database }: TestDatabase, tenant: string): Promise<void> {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => ids.get(key) ?? (ids.set(key, newId()), ids.get(key)!);
  const presentation = (row: Record<string, string>) => `${row.code_module}/${row.code_presentation}`;
  const lengths = new Map(table('courses').map((row) => [presentation(row), Number(row.module_presentation_length)]));
  const left = new Map(table('studentRegistration').map((row) => [`${presentation(row)}/${row.id_student}`, row.date_unregistration]));
  const rows = table('studentInfo').map((row) => {
    const withdrawn = left.get(`${presentation(row)}/${row.id_student}`);
    return {
      earner: idOf(`earner ${row.id_student}`),
      module: idOf(`module ${row.code_module}`),
      enrolled: dayOf(row.code_presentation!),
      withdrawn: withdrawn ? dayOf(row.code_presentation!, Number(withdrawn)) : null,
      awarded: ['Pass', 'Distinction'].includes(row.final_result!) ? dayOf(row.code_presentation!, lengths.get(presentation(row))) : null,
    };
  });
  rows.sort(() => Math.random() - 0.5); // the figures must not depend on the order of the rows
  const modules = [...new Set(rows.map(({ module }) => module))];
  const passed = rows.flatMap(({ awarded, ...row }) => (awarded === null ? [] : [{ ...row, awarded }]));
  await database.work(async (tx) => {
    await tx.query(
      `INSERT INTO pathway (tenant_id, id, issuer_id, code, title, access, version, created_at, updated_at)
       SELECT $1, m, $1, m::text, 'module', 'PUBLIC', 1, now(), now() FROM unnest($2::uuid[]) AS m`,
      [tenant, modules],
    );
    await tx.query(
      `INSERT INTO pathway_version (tenant_id, id, pathway_id, number, state, public, title, definition, definition_hash, warnings, created_at)
       SELECT $1, m, m, 1, 'PUBLISHED', true, 'module', '{}', '', '[]', now() FROM unnest($2::uuid[]) AS m`,
      [tenant, modules],
    );
    await tx.query(
      `INSERT INTO enrolment (tenant_id, id, earner_id, pathway_id, pathway_version_id, state, enrolled_on, withdrawn_on, version, told, created_at, updated_at)
       SELECT $1, g.id, g.earner, g.module, g.module, 'ACTIVE', g.enrolled, g.withdrawn, 1, 1, now(), now()
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::date[]) AS g (id, earner, module, enrolled, withdrawn)`,
      [tenant, rows.map(() => newId()), rows.map((r) => r.earner), rows.map((r) => r.module), rows.map((r) => r.enrolled), rows.map((r) => r.withdrawn)],
    );
    // A tenth of the awards was made twice, the first time in error; an offer and a replaced award count as little.
    const twice = passed.filter((_, at) => at % 10 === 0);
    const all = [...passed.map((row) => ({ ...row, state: 'ACTIVE', voided: false })), ...twice.map((row) => ({ ...row, state: 'REVOKED', voided: true }))];
    all.push({ ...passed[0]!, state: 'OFFERED', voided: false }, { ...passed[1]!, state: 'REPLACED', voided: false });
    await tx.query(
      `INSERT INTO holding (tenant_id, award_id, earner_id, achievement_id, achievement_version_id, issuer_id, state, issued_on, voided, suspensions, version, recorded_at)
       SELECT $1, g.id, g.earner, g.module, g.module, $1, g.state, g.awarded, g.voided, '[]', 1, now()
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::text[], $7::bool[]) AS g (id, earner, module, awarded, state, voided)`,
      [tenant, all.map(() => newId()), all.map((r) => r.earner), all.map((r) => r.module), all.map((r) => r.awarded), all.map((r) => r.state), all.map((r) => r.voided)],
    );
    await tx.compose('ANALYZE holding, enrolment');
  });
}
