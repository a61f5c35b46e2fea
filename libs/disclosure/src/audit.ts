import { setImmediate as nextTurn } from 'node:timers/promises';
import { LinearModel, type Solver, type Term, type Variable } from '@cairn/requirements';
import { type Known, type Span, widthOf } from './known.js';
import type { CellId, Lattice, Sum } from './lattice.js';

/**
 * Between which values each cell must lie for somebody who knows `known`, that counts are not negative, and how cells add up:
 * the smallest and the largest value over all solutions (analytics.md, section 4.3). Cells that nothing ties to another one
 * are as they are known.
 *
 * @param cells whose spans are wanted
 * @param enough a cell that is seen to be as wide as this is asked about no further: its span is at least that wide
 */
export async function spansOf({ counts, sums }: Lattice, known: Known, cells: Iterable<CellId>, solver: Solver, enough = Infinity): Promise<Map<CellId, Span>> {
  const most = 2 * Math.max(0, ...counts.values()) + 100;
  const spanOf = (cell: CellId): Span => known.get(cell) ?? { from: 0, to: most };
  const open = (cell: CellId) => widthOf(spanOf(cell)) > 0;
  const found = new Map<CellId, Span>();
  const wanted = [...cells];
  for (const part of tiedTogether(sums, open)) {
    const inside = wanted.filter((cell) => part.cells.has(cell));
    if (inside.length > 0) for (const [cell, span] of await within(part, spanOf, inside, solver, enough)) found.set(cell, span);
  }
  for (const cell of wanted) if (!found.has(cell)) found.set(cell, spanOf(cell));
  return found;
}

/** Cells that sums tie to one another, and these sums. */
interface Tied {
  readonly cells: ReadonlySet<CellId>;
  readonly sums: readonly Sum[];
}

function tiedTogether(sums: readonly Sum[], open: (cell: CellId) => boolean): Tied[] {
  const groups = new Map<CellId, { cells: Set<CellId>; sums: Sum[] }>();
  for (const sum of sums) {
    const cells = [sum.whole, ...sum.parts].filter(open);
    const joined = { cells: new Set(cells), sums: [sum] };
    for (const group of new Set(cells.flatMap((cell) => groups.get(cell) ?? []))) {
      for (const cell of group.cells) joined.cells.add(cell);
      joined.sums.push(...group.sums);
    }
    for (const cell of joined.cells) groups.set(cell, joined);
  }
  return [...new Set(groups.values())];
}

async function within({ cells, sums }: Tied, spanOf: (cell: CellId) => Span, wanted: readonly CellId[], solver: Solver, enough: number): Promise<Map<CellId, Span>> {
  const model = new LinearModel();
  const variables = new Map([...cells].map((cell) => [cell, model.amount(spanOf(cell).to, spanOf(cell).from)] as const));
  for (const { whole, parts } of sums) {
    let known = 0;
    const terms: Term[] = [];
    for (const [cell, sign] of [[whole, 1], ...parts.map((part) => [part, -1] as const)] as const) {
      const variable = variables.get(cell);
      if (variable === undefined) known += sign * spanOf(cell).from;
      else terms.push([sign, variable]);
    }
    model.equal(terms, -known);
  }
  const seen = new Map<CellId, Span>();
  const look = async (objective: readonly Term[]) => {
    // A solve blocks: between two, others have their turn.
    await nextTurn();
    const { status, value } = model.maximise(objective, solver);
    if (status === 'INFEASIBLE') throw new Error('what is known of the cells contradicts itself');
    if (status === 'STOPPED') throw new Error('it could not be found out in time what is told of the cells');
    // Every solution says something of every cell: most need not be asked about.
    for (const [cell, variable] of variables) {
      const at = value(variable);
      const span = seen.get(cell);
      seen.set(cell, span ? { from: Math.min(span.from, at), to: Math.max(span.to, at) } : { from: at, to: at });
    }
  };
  const bothWays = async (objective: readonly Term[], isSettled: () => boolean = () => false) => {
    await look(objective.map(([sign, variable]): Term => [-sign, variable]));
    if (!isSettled()) await look(objective);
  };
  const isWide = (cell: CellId) => widthOf(seen.get(cell) ?? { from: 0, to: 0 }) >= enough;
  let narrow = wanted.flatMap((cell) => (variables.has(cell) ? [{ cell, variable: variables.get(cell) as Variable }] : []));
  for (let before = Infinity; enough < Infinity && narrow.length < before && narrow.length > 1; ) {
    before = narrow.length;
    // All at once, then every other one against the rest: as a rule this moves most of them.
    for (const signOf of [(): number => 1, (at: number): number => (at % 2 === 0 ? 1 : -1)]) {
      await bothWays(narrow.map(({ variable }, at): Term => [signOf(at), variable]));
      narrow = narrow.filter(({ cell }) => !isWide(cell));
      if (narrow.length === 0) break;
    }
  }
  for (const { cell, variable } of narrow) if (!isWide(cell)) await bothWays([[1, variable]], () => isWide(cell));
  return new Map(wanted.flatMap((cell) => (seen.has(cell) ? [[cell, seen.get(cell) as Span]] : [])));
}
