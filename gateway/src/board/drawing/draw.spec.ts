import { curves, flows, funnelChart, gapChart, keptBack, point, rates, shown } from '../chart/chart.fixture.js';
import { svgOf } from './draw.js';
import { plainSvg } from './plain-svg.js';
import { pngOf } from './png.js';
import { ink, line, quiet, seriesColours, veil } from './style.js';

const every = {
  cohorts: rates([shown('2024 Q1', 10, 40), keptBack('2024 Q2', '<0.05'), shown('2024 Q3', 30, 40)]),
  lines: rates([shown('Tide walk', 10, 40), keptBack('Shore watch')], false),
  curves: curves([point('A', 0, 0), point('A', 90, 0.2), point('A', 180, null), point('B', 0, 0), point('B', 365, 0.4)]),
  funnel: funnelChart,
  flows,
  gaps: gapChart,
};

const count = (text: string, part: string) => text.split(part).length - 1;

test.each(Object.entries(every))('the drawing of %s is said in words, needs no style, no script and nothing from elsewhere', (_, chart) => {
  const svg = svgOf(chart);
  expect(svg).toContain(`role="img" aria-label="${chart.title}. The table says the same in figures."`);
  expect(svg).not.toMatch(/<style|style=|<script|on\w+=|href=|url\(|NaN/);
});

test('the drawings use the inks that the page changes by night, and colours that stand out from both papers', () => {
  for (const svg of Object.values(every).map(svgOf)) {
    const used = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-fA-F]+)"/g)].map(([, colour]) => colour);
    expect(used.filter((colour) => ![ink, line, quiet, veil, ...seriesColours].includes(colour as never))).toEqual([]);
  }
});

test.each([
  ['cohorts', 'below 5.0 %'],
  ['lines', 'hidden'],
  ['funnel', 'hidden'],
  ['gaps', 'hidden'],
] as const)('what is kept back is veiled in the drawing of %s', (name, why) => {
  const svg = svgOf(every[name]);
  expect(count(svg, `fill="${veil}"`)).toBe(1);
  expect(svg).toContain(`>${why}<`);
});

test('a curve has its numbers at risk below it, and a gap where a point is kept back', () => {
  const svg = svgOf(every.curves);
  for (const told of ['>At risk<', '>1,000<', '>910<', '>635<', '>?<']) expect(svg).toContain(told);
  expect(svg).toContain('>A<');
});

test('people who went both ways are drawn without a circle, and pairs that are kept back not at all', () => {
  const svg = svgOf(flows);
  expect([count(svg, '>Tide walk<'), count(svg, '>Shore watch<'), count(svg, '>Other<')]).toEqual([2, 2, 0]);
});

test('titles are text, whatever they say', () => {
  const svg = svgOf(rates([shown('<script>alert(1)</script>', 1, 2), shown('"&', 1, 2)], false));
  expect(svg).toContain('&lt;script&gt;');
  expect(plainSvg('<svg width="1"></svg>', '"><script>')).toBe('<svg role="img" aria-label="&quot;&gt;&lt;script&gt;" width="1"></svg>');
});

test('of very many cells the first forty are drawn', () => {
  const svg = svgOf(rates(Array.from({ length: 60 }, (_, at) => shown(`Course ${at}`, 1, 2)), false));
  expect([svg.includes('>Course 39<'), svg.includes('>Course 40<')]).toEqual([true, false]);
});

test('a picture is a PNG, twice as wide as the drawing', async () => {
  const png = await pngOf(svgOf(every.funnel));
  expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 1_720]);
});
