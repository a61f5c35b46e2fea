import type { CustomSeriesOption, CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, LineSeriesOption } from 'echarts';
import { ink, quiet, text, veil } from './style.js';

/** The part of the picture between the axes. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Mark = Record<string, unknown>;

/** Places a value and a category in the picture. */
export type Place = (x: number, y: number) => readonly [number, number];

/** One group of marks for each item, placed by the axes. */
export function marks<Item>(items: readonly Item[], draw: (item: Item, place: Place, area: Area, at: number) => readonly Mark[], z = 3): CustomSeriesOption {
  return {
    type: 'custom',
    clip: false,
    silent: true,
    z,
    data: items.map((_, at) => [0, 0, at]),
    // An item has no place of its own: everything it consists of is placed by `draw`.
    encode: { x: [], y: [] },
    renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const item = items[params.dataIndex];
      const place: Place = (x, y) => api.coord([x, y]) as [number, number];
      const children = item === undefined ? [] : draw(item, place, params.coordSys as unknown as Area, params.dataIndex);
      return { type: 'group', children: children as never[] };
    },
  };
}

/** Has the axes reach as far as these values do, since marks are not among what they are made for; draws nothing. */
export const reach = (data: LineSeriesOption['data']): LineSeriesOption => ({ type: 'line', silent: true, clip: false, symbol: 'none', lineStyle: { width: 0, color: ink }, data });

/** What is kept back: a veil with its reason, so that nobody takes it for nothing. */
export const veiled = (x: number, y: number, width: number, height: number, why: string): Mark[] => [
  { type: 'rect', shape: { x, y, width, height }, style: { fill: veil, stroke: quiet, lineWidth: 1, lineDash: [3, 3] } },
  { type: 'text', style: { ...text, text: why, x: x + width / 2, y: y + height / 2, align: 'center', verticalAlign: 'middle' } },
];

export const dot = (cx: number, cy: number, fill: string): Mark => ({ type: 'circle', shape: { cx, cy, r: 4.5 }, style: { fill } });

export const stroke = (from: readonly [number, number], to: readonly [number, number], colour: string, lineWidth = 2): Mark => ({
  type: 'line',
  shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
  style: { stroke: colour, lineWidth, fill: 'none' },
});
