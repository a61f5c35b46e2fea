import type { RateCell, RateChart } from '../chart/chart.js';
import { boundInWords, percent } from '../chart/words.js';
import type { Drawing } from './drawing.js';
import { forest } from './forest.js';
import { type Area, marks, type Mark, type Place, reach, stroke, veiled } from './marks.js';
import { axisStyle, fontFamily, percentLabel, seriesColours, text, upToOne } from './style.js';

/** Shares of cohorts as a curve with the numbers at risk below; of anything else as lines, one below the other. */
export function ratesDrawing(chart: RateChart): Drawing {
  return chart.isInTime && chart.cells.length > 1 ? curve(chart) : lines(chart);
}

const hiddenWords = ({ bound }: RateCell): string => (bound === null ? 'hidden' : boundInWords(bound));

const lines = ({ cells, axis }: RateChart): Drawing =>
  forest({
    rows: cells.map((cell) => ({
      label: cell.label,
      value: cell.value,
      low: cell.low,
      high: cell.high,
      aside: cell.denominator === null ? '' : `${cell.numerator?.toLocaleString('en-GB') ?? '?'} of ${cell.denominator.toLocaleString('en-GB')}`,
      hidden: cell.isHidden && cell.value === null ? hiddenWords(cell) : null,
    })),
    name: axis.y,
    asideName: 'Counts',
    formatter: percentLabel.formatter,
    reference: null,
    max: upToOne,
  });

function curve({ cells, axis }: RateChart): Drawing {
  const [colour] = seriesColours;
  const cell = ({ value, low, high, denominator, ...rest }: RateCell, place: Place, area: Area, at: number): Mark[] => {
    const [x] = place(at, 0);
    const step = area.width / cells.length;
    const below = { type: 'text', style: { ...text, text: denominator?.toLocaleString('en-GB') ?? '?', x, y: area.y + area.height + 42, align: 'center' } };
    if (rest.isHidden && value === null) return [...upright(x - step * 0.4, area, step * 0.8, hiddenWords({ value, low, high, denominator, ...rest })), below];
    return value === null || low === null || high === null ? [below] : [stroke(place(at, low) as [number, number], place(at, high) as [number, number], colour), below];
  };
  const head = (_: number, _place: Place, area: Area): Mark[] => [{ type: 'text', style: { ...text, text: 'At risk', x: area.x - 8, y: area.y + area.height + 42, align: 'right', fontWeight: 'bold' } }];
  return {
    height: 380,
    option: {
      grid: { left: 70, right: 20, top: 40, bottom: 96 },
      xAxis: { ...axisStyle, type: 'category', data: cells.map(({ label }) => label), name: axis.x, nameLocation: 'middle', nameGap: 68, axisLabel: { ...axisStyle.axisLabel, hideOverlap: true } },
      yAxis: { ...axisStyle, type: 'value', min: 0, max: upToOne, name: axis.y, nameTextStyle: { ...axisStyle.nameTextStyle, align: 'left' }, axisLabel: percentLabel },
      series: [
        {
          type: 'line',
          clip: false,
          // The figure stands beside its dot, on the side that the curve leaves free.
          data: cells.map(({ value }, at) => ({ value, label: { offset: [0, (cells[at + 1]?.value ?? 0) > (value ?? 0) ? 11 : -11] } })),
          symbol: 'circle',
          symbolSize: 9,
          itemStyle: { color: colour },
          lineStyle: { color: colour, width: 2 },
          label: { show: cells.length <= 14, formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? percent(value) : ''), fontFamily, fontSize: 12, color: text.fill, position: 'right' },
        },
        reach(cells.map(({ high }) => high)),
        marks(cells, cell),
        marks([0], head),
      ],
    },
  };
}

/** A veil over a whole column, its words from below to above. */
const upright = (x: number, { y, height }: Area, width: number, why: string): Mark[] => {
  const [veil, words] = veiled(x, y, width, height, why);
  const at = { x: x + width / 2, y: y + height / 2 };
  return veil && words ? [veil, { type: 'text', ...at, rotation: Math.PI / 2, style: { ...text, text: why, align: 'center', verticalAlign: 'middle' } }] : [];
};
