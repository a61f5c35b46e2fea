/** What became of the things of one kind. */
export interface Count {
  lines: number;
  created: number;
  unchanged: number;
  refused: number;
}

/** What an import did, kind by kind. */
export type Report = Record<string, Count>;

export class Tally {
  readonly report: Report = {};

  add(kind: string, outcome: Partial<Omit<Count, 'lines'>>): void {
    const { created = 0, unchanged = 0, refused = 0 } = outcome;
    const count = (this.report[kind] ??= { lines: 0, created: 0, unchanged: 0, refused: 0 });
    count.lines += created + unchanged + refused;
    count.created += created;
    count.unchanged += unchanged;
    count.refused += refused;
  }
}

/** Whether an import found everything there already. */
export const changedNothing = (report: Report): boolean => Object.values(report).every(({ created, refused }) => created === 0 && refused === 0);
