import type { Change } from '@cairn/metrics';
import { plainArray } from '../../progress/plain-array.js';

/** Columns of changes for a statement: SQL of a table `g`, and the values of its places. */
export interface GivenChanges {
  readonly from: string;
  /** Of the columns of a cell and `n`, by their names in the table. */
  readonly column: Readonly<Record<string, string>>;
  readonly values: readonly unknown[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly of: (change: Change) => string | number;
  /** Whether nothing in it ever has to be quoted in an array. */
  readonly isPlain: boolean;
}

const columns: readonly Column[] = [
  { name: 'family', type: 'text', of: ({ cell }) => cell.family, isPlain: true },
  { name: 'period', type: 'int', of: ({ cell }) => cell.period, isPlain: true },
  { name: 'a', type: 'uuid', of: ({ cell }) => cell.a, isPlain: true },
  { name: 'b', type: 'uuid', of: ({ cell }) => cell.b, isPlain: true },
  { name: 'day', type: 'int', of: ({ cell }) => cell.day, isPlain: true },
  { name: 'part', type: 'text', of: ({ cell }) => cell.part, isPlain: false },
  { name: 'gap', type: 'int', of: ({ cell }) => cell.gap, isPlain: true },
  { name: 'c', type: 'text', of: ({ cell }) => cell.c, isPlain: false },
  { name: 'n', type: 'int', of: ({ by }) => by, isPlain: true },
];

const days: ReadonlySet<string> = new Set(['period', 'day']);

/**
 * Changes as arrays, from place `first` on. A column that says one thing of all of them is one value: reading arrays is most of
 * what a statement costs, and families leave many columns alone.
 */
export function givenChanges(changes: readonly Change[], first: number): GivenChanges {
  const [example] = changes;
  if (!example) throw new Error('there is no change to give');
  const values: unknown[] = [];
  const varying: Column[] = [];
  const column: Record<string, string> = {};
  const place = (value: unknown) => `$${first - 1 + values.push(value)}`;
  const unnested: string[] = [];
  for (const one of columns) {
    const same = one.of(example);
    const isSame = changes.every((change) => one.of(change) === same);
    // A row must come from somewhere: of the last column always an array.
    const sql = isSame && one.name !== 'n' ? `${place(same)}::${one.type}` : `g.${one.name}`;
    if (sql.startsWith('g.')) {
      varying.push(one);
      const all = changes.map(one.of);
      unnested.push(`${place(one.isPlain ? plainArray(all) : all)}::${one.type}[]`);
    }
    column[one.name] = days.has(one.name) ? `DATE '1970-01-01' + ${sql}` : sql;
  }
  return { from: `unnest(${unnested.join(', ')}) AS g (${varying.map(({ name }) => name).join(', ')})`, column, values };
}
