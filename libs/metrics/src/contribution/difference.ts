import { type Cell, isSingular, keyOf } from './cell.js';
import { contributionsOf } from './contribution.js';
import type { History } from './history.js';

/** A cell, and by how much it changes; never 0. */
export interface Change {
  readonly cell: Cell;
  readonly by: number;
}

/**
 * What to add to the rollups when histories become others: the contributions after, less those before. Cells that hardly two
 * units fall into may come more than once, since looking for an equal one costs more than another row.
 */
export function differenceOf(changes: Iterable<{ readonly before: History; readonly after: History }>): Change[] {
  const singular: Change[] = [];
  const shared = new Sums();
  for (const { before, after } of changes) {
    const was = contributionsOf(before);
    for (const [at, is] of contributionsOf(after).entries()) {
      for (const change of ofSubject(was[at] ?? [], is)) {
        if (isSingular(change.cell.family)) singular.push(change);
        else shared.add(change.cell, change.by);
      }
    }
  }
  return [...singular, ...shared.changes()];
}

/** Of one subject of one earner. Most of it stays as it is, in the same order: only what lies between is looked at cell by cell. */
function ofSubject(before: readonly Cell[], after: readonly Cell[]): Iterable<Change> {
  let first = 0;
  while (first < before.length && first < after.length && isSame(before[first], after[first])) first += 1;
  let [lastBefore, lastAfter] = [before.length, after.length];
  while (lastBefore > first && lastAfter > first && isSame(before[lastBefore - 1], after[lastAfter - 1])) [lastBefore, lastAfter] = [lastBefore - 1, lastAfter - 1];
  const [gone, come] = [before.slice(first, lastBefore), after.slice(first, lastAfter)];
  if (gone.length === 0) return come.map((cell) => ({ cell, by: 1 }));
  const sums = new Sums();
  for (const cell of gone) sums.add(cell, -1);
  for (const cell of come) sums.add(cell, 1);
  return sums.changes();
}

class Sums {
  private readonly sums = new Map<string, { readonly cell: Cell; by: number }>();

  add(cell: Cell, by: number): void {
    const key = keyOf(cell);
    const known = this.sums.get(key);
    if (known) known.by += by;
    else this.sums.set(key, { cell, by });
  }

  changes = (): Change[] => [...this.sums.values()].filter(({ by }) => by !== 0);
}

const isSame = (x: Cell | undefined, y: Cell | undefined): boolean =>
  x?.family === y?.family && x?.day === y?.day && x?.gap === y?.gap && x?.part === y?.part && x?.c === y?.c && x?.a === y?.a && x?.b === y?.b && x?.period === y?.period;
