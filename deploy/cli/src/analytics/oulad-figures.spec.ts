import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FigureQuestion } from '@cairn/metrics';
import { publicData, testUnless } from '@cairn/testkit';
import { readOulad } from '../oulad/data-set.js';
import { awardRow, enrolmentRow, isPassed } from '../oulad/mapping.js';
import { dayAfter } from '../provider/civil-day.js';
import { FactCsv } from './fact-csv.js';
import type { FactSource } from './fact-source.js';
import { figureAnswer } from './figure-answer.js';
import { openExport, type OpenedExport } from './open-export.js';
import { writeExport } from './write-export.js';

const { path: folder, missing } = publicData('oulad');
const test = testUnless(missing);

/** The facts of the data set (analytics.md section 10); every tenth award was first made in error. */
const ouladFacts: FactSource = {
  tenant: 'oulad',
  observationEnd: '2015-06-30',
  position: null,
  async write(to) {
    const data = await readOulad(folder);
    const presentations = new Map(data.presentations.map((one) => [`${one.module}/${one.code}`, one]));
    const csv = await FactCsv.create(to, 'oulad');
    for (const [at, row] of data.students.entries()) {
      const presentation = presentations.get(`${row.module}/${row.presentation}`);
      if (!presentation) throw new Error(`courses lacks ${row.module} ${row.presentation}`);
      const { partnerReference, enrolledOn, withdrawnOn } = enrolmentRow(row, presentation, row.student);
      const enrolment = { earner_key: row.student, enrolment: partnerReference ?? null, pathway: row.module, version: '1', issuer: 'ou', enrolled_on: enrolledOn ?? null, withdrawn_on: withdrawnOn ?? null };
      csv.add('fact_enrolment', [enrolment]);
      if (!isPassed(row)) continue;
      const issued_on = String(awardRow(row, presentation).awardedOn);
      const award = { earner_key: row.student, award_key: `${partnerReference}`, achievement: row.module, version: '1', issuer: 'ou', issued_on, expires_on: null, revoked_on: null, void: false, credits: null, measure: null };
      csv.add('fact_award', [award]);
      if (at % 10 === 0) csv.add('fact_award', [{ ...award, award_key: `${partnerReference}/error`, issued_on: dayAfter(issued_on, -400), revoked_on: issued_on, void: true }]);
      csv.add('fact_completion', [{ earner_key: row.student, enrolment: partnerReference, completion: partnerReference, pathway: row.module, version: '1', completion_achievement: null, completed_on: issued_on }]);
    }
    csv.add('dim_achievement', [...new Set(data.presentations.map(({ module }) => module))].map((achievement) => ({ achievement, level: null, field: null, kind: 'certificate', issuer: 'ou', in_pathway: true })));
    await csv.close();
  },
};

describe('the figures of OULAD, by DuckDB over the export', () => {
  let to: string;
  let opened: OpenedExport | undefined;
  beforeAll(async () => {
    if (missing) return;
    to = await mkdtemp(join(tmpdir(), 'cairn-oulad-'));
    await writeExport(ouladFacts, { to, secret: 'of the test', now: new Date() });
    opened = await openExport(to);
  }, 120_000);
  afterAll(async () => {
    opened?.duck.close();
    if (to) await rm(to, { recursive: true, force: true });
  });

  const ask = async (question: Omit<FigureQuestion, 'observationEnd'>) => (await figureAnswer(opened!.duck, { observationEnd: '2015-06-30', ...question })).rows;

  test('are 15,385 awards over 14,581 earners', async () => {
    expect(await ask({ metric: 'M0' })).toMatchObject([{ numerator: 15_385, denominator: 14_581 }]);
  });

  test('are 145 of 6,565 who stack within a year', async () => {
    expect(await ask({ metric: 'M1', windowDays: 365 })).toMatchObject([{ numerator: 145, denominator: 6_565, excluded: 14_581 - 6_565 }]);
  });

  test('are 1,869 of 13,327 who persist', async () => {
    expect(await ask({ metric: 'M10', enrolmentsUntil: '2014-10-01' })).toMatchObject([{ numerator: 1_869, denominator: 13_327 }]);
  });

  test('put everybody who stacked into the class of unknown level', async () => {
    expect(await ask({ metric: 'M2', windowDays: 365 })).toMatchObject([{ numerator: 0, denominator: 145, unknown_level: 145 }]);
  });

  test('have as many at risk on the first day as there are earners', async () => {
    const [first] = await ask({ metric: 'M7' });
    expect(first).toMatchObject({ t: 0, at_risk: 14_581 });
  });
});
