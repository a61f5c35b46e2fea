import { curves, flows, funnelChart, gapChart, keptBack, point, rates, shown } from './chart.fixture.js';
import { csvOf } from './csv.js';
import { hidden, tableOf } from './table.js';
import { boundInWords, words } from './words.js';

describe('the table of a chart', () => {
  test('tells what is kept back apart from nothing and from zero', () => {
    const { rows } = tableOf(rates([shown('2024 Q1', 0, 40), keptBack('2024 Q2'), keptBack('2024 Q3', '<0.05')]));
    expect(rows.map(([label, numerator, , share]) => [label, numerator, share])).toEqual([
      ['2024 Q1', 0, 0],
      ['2024 Q2', hidden, hidden],
      ['2024 Q3', hidden, '<0.05'],
    ]);
    expect([words(hidden, 'count'), words(null, 'count'), words(0, 'count')]).toEqual(['hidden', '–', '0']);
  });

  test('has as many cells in each row as there are columns, whatever the chart is', () => {
    for (const chart of [rates([shown('a', 1, 2)]), curves([point('All', 0, 0), point('All', 90, null)]), funnelChart, flows, gapChart]) {
      const { columns, rows } = tableOf(chart);
      expect([chart.kind, ...new Set(rows.map((row) => row.length))]).toEqual([chart.kind, columns.length]);
    }
  });

  test('says of which group the gaps are measured, and which are to be looked at', () => {
    expect(tableOf(gapChart).rows.map((row) => [row[0], row[4], row.at(-1)])).toEqual([
      ['F', -12, 'ratio below 0.80'],
      ['M', null, 'reference'],
      ['(missing)', hidden, null],
    ]);
  });
});

test('figures are worded with their units', () => {
  expect([words(0.1234, 'share'), words(-12, 'points'), words(3.25, 'points'), words(12_345, 'days'), words(0.8, 'ratio')]).toEqual(['12.3 %', '−12.0', '+3.3', '12,345', '0.80']);
  expect([words('<0.05', 'share'), boundInWords('>0.95'), boundInWords('unknown')]).toEqual(['below 5.0 %', 'above 95.0 %', 'unknown']);
});

describe('the CSV of a chart', () => {
  test('has a line for each figure with what it means', () => {
    const [header, first, second] = csvOf(rates([shown('2024 Q1', 10, 40), keptBack('2024 Q2')])).split('\r\n');
    expect(header).toBe('\ufeffCohort,Numerator,Denominator,Share,95 % from,95 % to,Metric,Window in days,Observed until');
    expect(first).toBe('2024 Q1,10,40,0.25,0.125,0.375,M1@1,365,2026-06-30');
    expect(second).toBe('2024 Q2,hidden,hidden,hidden,,,M1@1,365,2026-06-30');
  });

  test('runs nothing in a spreadsheet, whatever a title says', () => {
    expect(csvOf(rates([shown('=HYPERLINK("x")', 1, 2)], false))).toContain(`"'=HYPERLINK(""x"")",1,2`);
  });
});
