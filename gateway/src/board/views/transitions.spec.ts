import type { FlowCell } from '../chart/chart.js';
import { withOther } from './transitions.js';

const pair = (at: number, earners: number | null = 10): FlowCell => ({ from: `a${at}`, to: `b${at}`, earners, isHidden: false });
const other = (earners: number): FlowCell => ({ from: 'Other', to: 'Other', earners, isHidden: false });

test('thirty transitions are told one by one, and the rest together', () => {
  const cells = Array.from({ length: 34 }, (_, at) => pair(at));
  expect(withOther(cells)).toEqual([...cells.slice(0, 30), other(40)]);
  expect(withOther(cells.slice(0, 30))).toEqual(cells.slice(0, 30));
});

test('what was published together is one rest with what is not told one by one', () => {
  expect(withOther([pair(1), other(12), pair(2)])).toEqual([pair(1), pair(2), other(12)]);
  const cells = Array.from({ length: 31 }, (_, at) => pair(at));
  expect(withOther([...cells, other(12)]).at(-1)).toEqual(other(22));
});
