import { publicId } from '@cairn/subgraph';
import type { Judged } from './credit-cycles.service.js';

const listMax = 1_000;

/** A cycle as the schema has it; undefined when there is none of this number. */
export function creditCycleNode({ cycles, entries, measure, lacking }: Judged, number: number) {
  const cycle = cycles[number];
  if (!cycle) return undefined;
  const { start: from, end: until, state, metOn } = cycle;
  const amount = (value: number) => (cycle.kind === 'sum' ? value / 100 : value);
  const own = new Set(cycle.items);
  return {
    number,
    from,
    until,
    state,
    have: amount(cycle.have),
    need: amount(cycle.need),
    measure,
    carriedIn: amount(cycle.carriedIn),
    carriedOut: amount(cycle.carriedOut),
    metOn,
    lacking: () =>
      lacking(number).map(({ node, floor, measure: of, have, need }) => {
        const stated = (value: number) => (of === null ? value : value / 100);
        return { node, floor, measure: of, have: stated(have), need: stated(need), lacks: stated(Math.max(0, need - have)) };
      }),
    entryIds: entries.filter(({ id }) => own.has(id)).slice(0, listMax).map(({ id }) => publicId('CreditEntry', id)),
    uncounted: entries
      .filter(({ on, state: entryState }) => entryState !== 'POSTED' && from <= on && on < until)
      .slice(0, listMax)
      .map(({ id, state: entryState, reason }) => ({ entryId: publicId('CreditEntry', id), state: entryState, reason })),
  };
}
