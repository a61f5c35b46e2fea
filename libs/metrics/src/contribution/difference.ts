import { type Cell, isSingular, keyOf } from './cell.js';
import { subjects } from './contribution.js';
import { distinctAchievements } from './distinct.js';
import { type History, nothingHeld } from './history.js';

/** A cell, and by how much it changes; never 0. */
export interface Change {
  readonly cell: Cell;
  readonly by: number;
}

/**
 * What to add to the rollups when histories become others: the contributions after, less those before. Cells that hardly two
 * units fall into may come more than once, since looking for an equal one costs more than another row.
 */
export class Difference {
  private readonly singular: Change[] = [];
  private readonly shared = new Sums();

  add(before: History, after: History): void {
    const changed = whatChanged(before, after);
    const [had, has] = [distinctAchievements(before.awards), distinctAchievements(after.awards)];
    for (const { from, of } of subjects) {
      if (!from.some((part) => changed.has(part))) continue;
      for (const change of ofSubject(of(before, had), of(after, has))) {
        if (isSingular(change.cell.family)) this.singular.push(change);
        else this.shared.add(change.cell, change.by);
      }
    }
  }

  changes = (): Change[] => [...this.singular, ...this.shared.changes()];
}

const parts = Object.keys(nothingHeld) as (keyof History)[];

/** The parts of a history that are not as they were. */
const whatChanged = (before: History, after: History): Set<keyof History> => new Set(parts.filter((part) => !isAlike(before[part], after[part])));

/** So many cells that went are looked for one by one among those that came; finding more of them is quicker by their keys. */
const fewCells = 40;

/** Of one subject of one earner. Most of it stays as it is, in the same order: only what lies between is looked at cell by cell. */
function ofSubject(before: readonly Cell[], after: readonly Cell[]): Iterable<Change> {
  let first = 0;
  while (first < before.length && first < after.length && isSame(before[first], after[first])) first += 1;
  let [lastBefore, lastAfter] = [before.length, after.length];
  while (lastBefore > first && lastAfter > first && isSame(before[lastBefore - 1], after[lastAfter - 1])) [lastBefore, lastAfter] = [lastBefore - 1, lastAfter - 1];
  const [gone, come] = [before.slice(first, lastBefore), after.slice(first, lastAfter)];
  if (gone.length <= fewCells) return ofFew(gone, come);
  const sums = new Sums();
  for (const cell of gone) sums.add(cell, -1);
  for (const cell of come) sums.add(cell, 1);
  return sums.changes();
}

/** What came and had not gone, and what went and did not come again. */
function ofFew(gone: Cell[], come: readonly Cell[]): Change[] {
  const changes: Change[] = [];
  for (const cell of come) {
    const at = gone.findIndex((one) => isSame(one, cell));
    if (at === -1) changes.push({ cell, by: 1 });
    else gone.splice(at, 1);
  }
  for (const cell of gone) changes.push({ cell, by: -1 });
  return changes;
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

/** Whether two values are one and the same as JSON has them. */
function isAlike(x: unknown, y: unknown): boolean {
  if (x === y) return true;
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return false;
  if (Array.isArray(x)) return Array.isArray(y) && x.length === y.length && x.every((one, at) => isAlike(one, y[at]));
  const names = Object.keys(x);
  return names.length === Object.keys(y).length && names.every((name) => isAlike((x as Record<string, unknown>)[name], (y as Record<string, unknown>)[name]));
}
