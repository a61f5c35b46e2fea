import type { FlowChart } from '../chart/chart.js';
import type { Drawing } from './drawing.js';
import { fontFamily, ink, labelWidth, seriesColours } from './style.js';

/** From the left to the right: an achievement stands on both sides, since people go both ways and a Sankey has no circles. */
export function flowsDrawing({ cells }: FlowChart): Drawing {
  const drawn = cells.filter(({ earners }) => earners !== null && earners > 0);
  const from = [...new Set(drawn.map((cell) => cell.from))];
  const to = [...new Set(drawn.map((cell) => cell.to))];
  const titles = [...new Set([...from, ...to])];
  const node = (side: 'from' | 'to') => (title: string) => ({
    name: `${side} ${title}`,
    itemStyle: { color: seriesColours[titles.indexOf(title) % seriesColours.length], borderWidth: 0 },
    label: { position: side === 'from' ? ('left' as const) : ('right' as const), formatter: title },
  });
  return {
    height: Math.max(240, 40 + Math.max(from.length, to.length) * 38),
    option: {
      series: [
        {
          type: 'sankey',
          left: 220,
          right: 220,
          top: 16,
          bottom: 16,
          nodeWidth: 14,
          nodeGap: 14,
          // The largest comes first, as in the table.
          layoutIterations: 0,
          data: [...from.map(node('from')), ...to.map(node('to'))],
          links: drawn.map((cell) => ({ source: `from ${cell.from}`, target: `to ${cell.to}`, value: cell.earners ?? 0 })),
          lineStyle: { color: 'source', opacity: 0.35, curveness: 0.5 },
          label: { color: ink, fontFamily, fontSize: 12, width: labelWidth, overflow: 'truncate' },
        },
      ],
    },
  };
}
