import type { GapChart } from '../chart/chart.js';
import { boundInWords, words } from '../chart/words.js';
import type { Drawing } from './drawing.js';
import { forest } from './forest.js';

/** How far each group is from the reference, which is the line at nothing. */
export const gapsDrawing = ({ cells, axis }: GapChart): Drawing =>
  forest({
    rows: cells.map(({ group, rate, points, low, high, ratio, bound, isFlagged, isReference, isHidden }) => ({
      label: isReference ? `${group} (reference)` : group,
      value: isReference ? 0 : points,
      low: isReference ? null : low,
      high: isReference ? null : high,
      aside: `${isHidden ? '' : words(rate, 'share')}${isReference || ratio === null ? '' : ` · ${words(ratio, 'ratio')}`}${isFlagged ? ' · review' : ''}`,
      hidden: isHidden && points === null ? (bound === null ? 'hidden' : `rate ${boundInWords(bound)}`) : null,
      isMarked: isFlagged,
    })),
    name: axis.y,
    asideName: 'Rate · ratio',
    formatter: (points) => words(Math.round(points * 10) / 10, 'points').replace(/\.0$/, ''),
    reference: 0,
    room: 0.08,
  });
