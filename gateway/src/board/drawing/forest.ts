import type { Drawing } from './drawing.js';
import { type Area, dot, type Mark, marks, type Place, reach, stroke, veiled } from './marks.js';
import { axisStyle, ink, labelWidth, linesMost, seriesColours, text } from './style.js';

/** One line of the picture. */
export interface ForestRow {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Beside the line. */
  readonly aside: string;
  /** What is said in place of a value that is kept back; null where none is. */
  readonly hidden: string | null;
  readonly isMarked?: boolean;
}

/** Where an axis ends, by the largest value on it; null: as ECharts does. */
export type AxisEnd = (values: { readonly max: number }) => number | null;

interface Forest {
  readonly rows: readonly ForestRow[];
  readonly name: string;
  readonly asideName: string;
  readonly formatter: (value: number) => string;
  /** Where a line stands to compare with; null for none. */
  readonly reference: number | null;
  readonly max?: AxisEnd;
  /** Room at both ends, as a share of what there is. */
  readonly room?: number;
}

const rowHeight = 30;
const frame = { left: 220, right: 150, top: 34 };

/** Values with their intervals, a line each; the first forty. */
export function forest({ rows: all, name, asideName, formatter, reference, max, room = 0 }: Forest): Drawing {
  const rows = all.slice(0, linesMost);
  const height = frame.top + rows.length * rowHeight + 52;
  const [main, other] = seriesColours;
  const row = ({ value, low, high, aside, hidden, isMarked }: ForestRow, place: Place, area: Area, at: number): Mark[] => {
    const [, y] = place(0, at);
    const beside = { type: 'text', style: { ...text, text: aside, x: area.x + area.width + 10, y, verticalAlign: 'middle' } };
    if (hidden !== null) return [...veiled(area.x, y - 10, area.width, 20, hidden), beside];
    if (value === null) return [beside];
    const colour = isMarked ? other : main;
    const whisker = low === null || high === null ? [] : [stroke(place(low, at) as [number, number], place(high, at) as [number, number], colour)];
    const [x] = place(value, at);
    return [...whisker, dot(x, y, colour), beside];
  };
  const head = (_: number, _place: Place, area: Area): Mark[] => [{ type: 'text', style: { ...text, text: asideName, x: area.x + area.width + 10, y: area.y - 10, verticalAlign: 'bottom', fontWeight: 'bold' } }];
  const referenceLine = (at: number, place: Place, area: Area): Mark[] => {
    const [x] = place(at, 0);
    return [stroke([x, area.y], [x, area.y + area.height], ink, 1.5)];
  };
  return {
    height,
    option: {
      grid: { ...frame, bottom: 52 },
      xAxis: { ...axisStyle, type: 'value', name, nameLocation: 'middle', nameGap: 30, max, boundaryGap: [room, room], axisLabel: { ...axisStyle.axisLabel, formatter } },
      yAxis: { ...axisStyle, type: 'category', inverse: true, data: rows.map(({ label }) => label), axisLabel: { ...axisStyle.axisLabel, width: labelWidth, overflow: 'truncate', interval: 0 } },
      series: [reach(rows.flatMap(({ value, low, high }, at) => [value, low, high].filter((x) => x !== null).map((x) => [x, at]))), marks(rows, row), marks([0], head), ...(reference === null ? [] : [marks([reference], referenceLine, 2)])],
    },
  };
}
