import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { columnsOf, facts } from '@cairn/metrics';
import { testUnless } from '@cairn/testkit';
import { clickhouseText } from './clickhouse.js';

const file = fileURLToPath(new URL('../../../../analytics/clickhouse/tables.sql', import.meta.url));

/** The program named by CAIRN_PYTHON, else `python3` of the path; with chdb, which is ClickHouse as a library. */
const python = process.env.CAIRN_PYTHON ?? 'python3';

function clickhouseMissing(): string | undefined {
  try {
    execFileSync(python, ['-c', 'import chdb'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'ClickHouse is not here as a library: pip install chdb, or name its Python in CAIRN_PYTHON';
  }
}

/** Runs each statement, and answers what the last ones, as many as are asked, say as rows of JSON. */
const program = `
import json, sys
from chdb import session
asked = json.load(sys.stdin)
engine = session.Session()
for text in asked["run"]: engine.query(text)
print(json.dumps([[json.loads(row) for row in str(engine.query(text, "JSONEachRow")).splitlines()] for text in asked["ask"]]))
`;

function clickhouse(run: readonly string[], ask: readonly string[]): Record<string, unknown>[][] {
  const said = execFileSync(python, ['-c', program], { input: JSON.stringify({ run, ask }), encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1e8 });
  return JSON.parse(said) as Record<string, unknown>[][];
}

const statements = clickhouseText()
  .replace(/^--.*$/gm, '')
  .split(/;\n/)
  .map((text) => text.trim())
  .filter((text) => text !== '');

/** Without brokers and users, which the library has not: topics are tables that keep nothing, and nobody is told apart. */
const alone = statements.filter((text) => !text.startsWith('CREATE ROW POLICY')).map((text) => text.replace(/ENGINE = Kafka[^]*/, 'ENGINE = Null'));

const [tenant, earner, issuer, achievement, pathway] = [1, 2, 3, 4, 5].map((digit) => `0190000${digit}-0000-7000-8000-000000000000`);
const award = (n: number, more: object = {}) => ({
  award: `019000a${n}-0000-7000-8000-000000000000`, version: 1, earner, issuer, achievement, achievementVersion: achievement, state: 'ACTIVE', awardedOn: '2024-05-01', validUntil: null, visibility: 'PRIVATE', results: [], recordedAt: '2024-05-01T10:00:00Z', ...more,
});
const event = (type: string, aggregateversion: number, data: object) => JSON.stringify({ specversion: '1.0', id: earner, source: '/cairn/x', type, subject: earner, time: '2024-05-01T10:00:00Z', datacontenttype: 'application/json', tenantid: tenant, aggregateversion, data });
const into = (queue: string, events: readonly string[]) => `INSERT INTO cairn.${queue} FORMAT JSONEachRow ${events.map((text) => JSON.stringify({ event: text })).join('\n')}`;

describe('the hand-over to ClickHouse', () => {
  test('is what the facts yield', () => {
    expect(readFileSync(file, 'utf8')).toBe(clickhouseText());
  });

  test('has every fact with every column and what it means, in the order of the export, each tenant apart', () => {
    for (const { name } of facts) {
      const [table, policy] = [`CREATE TABLE cairn.${name}\n`, `CREATE ROW POLICY tenant ON cairn.${name} `].map((begin) => statements.find((text) => text.startsWith(begin)));
      expect(policy).toContain('tenant_id');
      expect(table).toMatch(/ORDER BY \(tenant_id, /);
      for (const column of columnsOf(name)) expect(table).toMatch(new RegExp(`\\n  ${column.name} \\S.* COMMENT '`));
    }
  });

  testUnless(clickhouseMissing())(
    'takes events as they come: batches, changes, what comes twice and out of order, what never was',
    () => {
      const revoked = award(2, { version: 2, state: 'REVOKED', on: '2024-06-01', at: '2024-06-01T10:00:00Z', reason: 'ISSUED_IN_ERROR', inError: true });
      const awards = [
        event('cairn.award.revoked.v1', 2, revoked),
        event('cairn.award.batch-issued.v1', 1, { job: earner, awards: [award(1, { creditsEarned: 2.5 }), award(2)] }),
        event('cairn.award.batch-issued.v1', 1, { job: earner, awards: [award(1, { creditsEarned: 2.5 }), award(2)] }),
        event('cairn.award.offered.v1', 1, award(3, { state: 'OFFERED' })),
        event('cairn.award.revoked.v1', 2, award(4, { version: 2, state: 'REVOKED', on: '2024-07-01', at: '2024-07-01T10:00:00Z', reason: 'OTHER', inError: false })),
      ];
      const enrolment = { enrolment: earner, earner, pathway, pathwayVersion: pathway, enrolledOn: '2024-01-05', at: '2024-01-05T10:00:00Z' };
      const completion = { completion: issuer, enrolment: earner, earner, pathway, pathwayVersion: pathway, awardAchievement: null, onRevocation: 'stands', completedOn: '2024-05-01', countedAwards: [award(1).award, award(2).award], on: '2024-05-01', at: '2024-05-01T10:00:00Z' };
      const [held, enrolled, completed, counted] = clickhouse(
        [
          ...alone,
          into('pathway_queue', [event('cairn.pathway.created.v1', 1, { pathway, pathwayVersion: pathway, issuer, code: 'a', at: '2024-01-01T00:00:00Z' })]),
          'SYSTEM RELOAD DICTIONARY cairn.issuer_of_pathway',
          into('award_queue', awards),
          into('enrolment_queue', [event('cairn.enrolment.started.v1', 1, enrolment), event('cairn.enrolment.withdrawn.v1', 2, { ...enrolment, withdrawnOn: '2024-03-01' })]),
          into('completion_queue', [event('cairn.completion.reached.v1', 1, completion), event('cairn.completion.milestone-reached.v1', 1, { ...completion, completion: pathway, destination: { kind: 'MILESTONE', node: 'half' } })]),
        ],
        [
          'SELECT toString(award_key) AS award, void, revoked_on, credits FROM cairn.fact_award FINAL ORDER BY award_key',
          'SELECT toString(issuer) AS issuer, withdrawn_on FROM cairn.fact_enrolment FINAL',
          'SELECT toString(completion) AS completion, completed_on FROM cairn.fact_completion FINAL',
          'SELECT count() AS n FROM cairn.fact_counted FINAL',
        ],
      );
      expect(held).toEqual([
        { award: award(1).award, void: false, revoked_on: null, credits: 250 },
        { award: award(2).award, void: true, revoked_on: '2024-06-01', credits: null },
        { award: award(4).award, void: false, revoked_on: '2024-07-01', credits: null },
      ]);
      expect(enrolled).toEqual([{ issuer, withdrawn_on: '2024-03-01' }]);
      expect(completed).toEqual([{ completion: issuer, completed_on: '2024-05-01' }]);
      expect(counted).toMatchObject([{ n: expect.anything() as number }]);
      expect(Number(counted?.[0]?.n)).toBe(2);
    },
    120_000,
  );

  testUnless(clickhouseMissing())(
    'is written as ClickHouse reads it, brokers and users included',
    () => {
      const told = clickhouse([], statements.map((text) => `SELECT length(formatQuery('${text.replaceAll('\\', '\\\\').replaceAll(`'`, `\\'`)}')) > 0 AS isRead`));
      expect(told).toEqual(statements.map(() => [{ isRead: 1 }]));
      expect(() => clickhouse([], [`SELECT formatQuery('CREATE TABEL x')`])).toThrow();
    },
    120_000,
  );
});
