import type { CurveCell, CurveChart } from '../chart/chart.js';
import type { Drawing } from './drawing.js';
import { type Area, type Mark, marks, type Place, reach } from './marks.js';
import { axisStyle, curvesMost, dashes, percentLabel, seriesColours, text, upToOne } from './style.js';

/** Days under which the numbers at risk are printed, where the answer has them. */
const printed = [0, 90, 180, 365, 730, 1_095, 1_460, 1_825, 2_555, 3_650];

/** Steps with their intervals as bands, and below them who is still at risk. */
export function curvesDrawing({ cells, axis }: CurveChart): Drawing {
  const all = Map.groupBy(cells, ({ series }) => series);
  const curves = [...all].slice(0, curvesMost).map(([name, points], at) => ({ name, at, points, colour: seriesColours[at] ?? seriesColours[0], dash: dashes[at] ?? 'solid' }));
  const last = Math.max(1, ...curves.flatMap(({ points }) => points.map(({ days }) => days)));
  const ticks = printed.filter((day) => day <= last);
  const below = 64 + curves.length * 18;
  type Curve = (typeof curves)[number];
  const band = ({ points, colour }: Curve, place: Place): Mark[] => {
    const known = points.filter(isBounded);
    if (known.length < 2) return [];
    const corner = (cell: CurveCell & Bounds, at: number, bound: 'low' | 'high') => {
      const before = known[at - 1];
      return [...(before ? [place(cell.days, before[bound])] : []), place(cell.days, cell[bound])];
    };
    const upper = known.flatMap((cell, at) => corner(cell, at, 'high'));
    const lower = known.flatMap((cell, at) => corner(cell, at, 'low')).reverse();
    return [{ type: 'polygon', shape: { points: [...upper, ...lower] }, style: { fill: colour, opacity: 0.14, stroke: 'none' } }];
  };
  const atRisk = ({ name, points, colour, at }: Curve, place: Place, area: Area): Mark[] => {
    const y = area.y + area.height + 62 + at * 18;
    const byDay = new Map(points.map((point) => [point.days, point]));
    const numbers = ticks.flatMap((day) => {
      const point = byDay.get(day);
      const told = point?.atRisk?.toLocaleString('en-GB') ?? (point?.isHidden ? '?' : undefined);
      return told === undefined ? [] : [{ type: 'text', style: { ...text, text: told, x: place(day, 0)[0], y, align: 'center' } }];
    });
    const key = { type: 'rect', shape: { x: area.x - 154, y, width: 10, height: 10 }, style: { fill: colour } };
    return [key, { type: 'text', style: { ...text, text: name, x: area.x - 140, y, width: 118, overflow: 'truncate' } }, ...numbers];
  };
  const head = (_: number, _place: Place, area: Area): Mark[] => [{ type: 'text', style: { ...text, text: 'At risk', x: area.x - 154, y: area.y + area.height + 42, fontWeight: 'bold' } }];
  return {
    height: 300 + below,
    option: {
      grid: { left: 170, right: 30, top: 40, bottom: below },
      xAxis: { ...axisStyle, type: 'value', min: 0, max: last, name: axis.x, nameLocation: 'middle', nameGap: 26, splitLine: { show: false }, axisLabel: { ...axisStyle.axisLabel, customValues: ticks }, axisTick: { show: true, customValues: ticks } },
      yAxis: { ...axisStyle, type: 'value', min: 0, max: upToOne, name: axis.y, nameTextStyle: { ...axisStyle.nameTextStyle, align: 'left' }, axisLabel: percentLabel },
      series: [
        ...curves.map(({ points, colour, dash }) => ({
          type: 'line',
          step: 'end',
          clip: false,
          symbol: 'none',
          // Where a point is kept back, the curve has a gap.
          data: points.map(({ days, share }) => [days, share]),
          connectNulls: false,
          lineStyle: { color: colour, width: 2, type: dash },
        })),
        reach(curves.flatMap(({ points }) => points.filter(isBounded).map(({ days, high }) => [days, high]))),
        marks(curves, band, 1),
        marks(curves, atRisk),
        marks([0], head),
      ],
    },
  };
}

type Bounds = Readonly<Record<'low' | 'high', number>>;

const isBounded = (cell: CurveCell): cell is CurveCell & Bounds => cell.low !== null && cell.high !== null;
