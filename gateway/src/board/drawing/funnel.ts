import type { FunnelCell, FunnelChart } from '../chart/chart.js';
import { percent } from '../chart/words.js';
import type { Drawing } from './drawing.js';
import { type Area, marks, type Mark, type Place, veiled } from './marks.js';
import { axisStyle, labelWidth, seriesColours, text } from './style.js';

const rowHeight = 40;
const stepsMost = 40;

/** A bar for each step, and beside it how many went on. */
export function funnelDrawing({ cells: all, axis }: FunnelChart): Drawing {
  const cells = all.slice(0, stepsMost);
  const [colour] = seriesColours;
  const aside = ({ reached, converted, isHidden }: FunnelCell, place: Place, area: Area, at: number): Mark[] => {
    const [x, y] = place(reached ?? 0, at);
    if (isHidden && reached === null) return veiled(area.x, y - 12, area.width, 24, 'hidden');
    const on = converted === null || !reached ? '' : ` · ${percent(converted / reached)} went on`;
    return [{ type: 'text', style: { ...text, text: `${(reached ?? 0).toLocaleString('en-GB')}${on}`, x: x + 8, y, verticalAlign: 'middle' } }];
  };
  return {
    height: 40 + cells.length * rowHeight + 46,
    option: {
      grid: { left: 220, right: 170, top: 20, bottom: 56 },
      xAxis: { ...axisStyle, type: 'value', min: 0, minInterval: 1, name: axis.y, nameLocation: 'middle', nameGap: 30 },
      yAxis: { ...axisStyle, type: 'category', inverse: true, data: cells.map(({ step }) => step), axisLabel: { ...axisStyle.axisLabel, width: labelWidth, overflow: 'truncate', interval: 0 } },
      series: [{ type: 'bar', data: cells.map(({ reached }) => reached), barWidth: 22, itemStyle: { color: colour } }, marks(cells, aside)],
    },
  };
}
