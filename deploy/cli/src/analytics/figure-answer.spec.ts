import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FigureQuestion } from '@cairn/metrics';
import { answerText } from './answer-text.js';
import { type Comparison, figureAnswer } from './figure-answer.js';
import { GeneratedSource } from './generated-source.js';
import { openExport, type OpenedExport } from './open-export.js';
import { writeExport } from './write-export.js';

describe('a figure over facts that chance made', () => {
  let to: string;
  let opened: OpenedExport;
  const told: string[] = [];
  beforeAll(async () => {
    to = await mkdtemp(join(tmpdir(), 'cairn-figures-'));
    const source = new GeneratedSource({ seed: 1, awards: 2_000, from: '2023-01-01', until: '2024-12-31' });
    await writeExport(source, { to, secret: 'of the test', now: new Date(), told: (what, done, total) => void told.push(`${what} ${done >= total ? 'done' : 'going on'}`) });
    opened = await openExport(to);
  }, 120_000);
  afterAll(async () => {
    opened?.duck.close();
    await rm(to, { recursive: true, force: true });
  });

  const ask = (question: Omit<FigureQuestion, 'observationEnd'>, comparison?: Comparison) =>
    figureAnswer(opened.duck, { observationEnd: opened.observationEnd, ...question }, comparison);

  it('tells how far it is', () => {
    expect(told).toEqual(expect.arrayContaining(['facts done', 'files going on', 'files done']));
  });

  it('comes with version, window and end of observation, and its value', async () => {
    const answer = await ask({ metric: 'M1', windowDays: 90 });
    expect(answer).toMatchObject({ metric: 'M1@1', windowDays: 90, observationEnd: '2024-12-31' });
    const [row] = answer.rows;
    expect(Number(row?.numerator)).toBeGreaterThan(20);
    expect(row?.value).toBeCloseTo(Number(row?.numerator) / Number(row?.denominator), 12);
    expect(answerText(answer)).toMatch(/^M1@1 Stack-in rate\n.*\nWindow 90 days, observed until 2024-12-31\./);
  });

  it('has a curve of its own for each group', async () => {
    const { rows } = await ask({ metric: 'M7', groupBy: ['KIND'] });
    const curves = [...Map.groupBy(rows, ({ kind }) => kind).values()];
    expect(curves.length).toBeGreaterThan(1);
    for (const curve of curves) {
      const shares = curve.map(({ share }) => Number(share));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(Number(curve[0]?.at_risk)).toBe(curve.reduce((sum, { events, censored }) => sum + Number(events) + Number(censored), 0));
    }
  });

  it('compares groups with the one that is declared', async () => {
    const { rows } = await ask({ metric: 'M14', group: 'gender', windowDays: 180 }, { of: 'M8', reference: 'F' });
    expect(rows.map(({ group_value: group }) => group)).toEqual(['(missing)', 'F', 'M', 'X']);
    expect(rows.find(({ group_value: group }) => group === 'F')).toMatchObject({ points: 0, ratio: 1, to_review: false });
  });

  it('names its columns where there is no row', async () => {
    const { columns, rows } = await ask({ metric: 'M8', windowDays: 90, groupBy: ['PATHWAY'], scope: { pathways: [] } });
    expect([columns, rows]).toEqual([['pathway', 'denominator', 'numerator', 'withdrawn', 'completed_then_withdrawn', 'excluded', 'value'], []]);
  });

  it('has no answer, and says why, where the question is none', async () => {
    await expect(ask({ metric: 'M1' })).rejects.toThrow('M1 needs a window in days');
    await expect(ask({ metric: 'M14', group: 'gender', windowDays: 180 })).rejects.toThrow('say by which metric');
    await expect(ask({ metric: 'M14', group: 'gender', windowDays: 180 }, { of: 'M6', reference: 'F' })).rejects.toThrow('M14 compares by M1, M8, M10, M13');
    await expect(ask({ metric: 'M14', group: 'gender', windowDays: 180 }, { of: 'M1', reference: 'Q' })).rejects.toThrow('Q is no group; there are (missing), F, M, X.');
  });
});
