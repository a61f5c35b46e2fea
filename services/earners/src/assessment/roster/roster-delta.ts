import type { NumberedRow } from '@cairn/bulk';
import { changeEntry, leave, type RosterChange, type RosterEntry } from './roster-entry.js';
import type { RosterLine } from './roster-line.js';

/** Whom a line is about, with what is kept of him; locked. */
export interface PersonOnLine {
  readonly earner: string;
  readonly entry: RosterEntry | undefined;
  /** The name that is kept; undefined when it was not asked for. */
  readonly name: string | null | undefined;
}

/** What follows from a delta. */
export interface DeltaEffects {
  readonly joined: readonly RosterEntry[];
  readonly moved: readonly { readonly entry: RosterEntry; readonly what: RosterChange }[];
  readonly renamed: readonly { readonly earner: string; readonly name: string }[];
  readonly counts: DeltaCounts;
  /** In the order of the lines. */
  readonly outcomes: readonly LineOutcome[];
}

export type LineOutcome = keyof DeltaCounts;

export interface DeltaCounts {
  readonly joined: number;
  readonly left: number;
  readonly changed: number;
  /** Lines that say what was so already. */
  readonly unchanged: number;
}

/** Decides what follows from lines that are about different persons, all of them known. */
export function effectsOf(
  lines: readonly { readonly line: RosterLine; readonly person: PersonOnLine }[],
  { tenant, at, newId }: { readonly tenant: string; readonly at: Date; readonly newId: () => string },
): DeltaEffects {
  const joined: RosterEntry[] = [];
  const moved: { entry: RosterEntry; what: RosterChange }[] = [];
  const renamed: { earner: string; name: string }[] = [];
  const counts = { joined: 0, left: 0, changed: 0, unchanged: 0 };
  const outcomes: LineOutcome[] = [];
  const came = (what: LineOutcome): void => {
    counts[what] += 1;
    outcomes.push(what);
  };
  const move = ({ entry, what }: { entry: RosterEntry; what: RosterChange | null }): boolean => {
    if (what !== null) moved.push({ entry, what });
    return what !== null;
  };
  for (const { line, person } of lines) {
    const { earner, entry } = person;
    if (line.change === 'LEFT') {
      came(entry && move(leave(entry, at)) ? 'left' : 'unchanged');
    } else if (!entry && (line.change === 'JOINED' || line.change === 'PRESENT')) {
      joined.push({ id: newId(), tenant, earner, groups: line.groups ?? [], state: 'ACTIVE', joinedAt: at, leftAt: null, version: 1, updatedAt: at });
      came('joined');
    } else {
      const changed = entry && line.groups ? changeEntry(entry, { groups: line.groups }, at) : null;
      const regrouped = changed?.ok === true && move(changed.value);
      const isRenamed = line.change !== 'JOINED' && line.name !== null && line.name !== person.name;
      if (isRenamed) renamed.push({ earner, name: line.name });
      came(regrouped || isRenamed ? 'changed' : 'unchanged');
    }
  }
  return { joined, moved, renamed, counts, outcomes };
}

/** Lines about a person whom an earlier line is about, too: nobody can say which of them holds. */
export function repeated(lines: readonly NumberedRow<RosterLine>[], keyOf: (line: RosterLine) => string): Set<number> {
  const seen = new Set<string>();
  return new Set(
    lines.flatMap(({ row, value }) => {
      const key = keyOf(value);
      if (seen.has(key)) return [row];
      seen.add(key);
      return [];
    }),
  );
}
