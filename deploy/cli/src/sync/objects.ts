import type { Change } from '@cairn/client';

/** An object as a copy keeps it. */
export interface Kept {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly changedAt: string;
  readonly node: Readonly<Record<string, unknown>>;
}

/** The last word on each object among changes in order; a version older than what is known is passed over. */
export function lastWords(changes: Iterable<Change>): Map<string, Change> {
  const last = new Map<string, Change>();
  for (const change of changes) {
    const before = last.get(change.id);
    if (!before || change.version >= before.version) last.set(change.id, change);
  }
  return last;
}

/** What a copy keeps after a change; undefined when the object is gone. */
export const keptOf = ({ id, type, op, version, changedAt, node }: Change): Kept | undefined =>
  op === 'DELETE' || node === null ? undefined : { id, type, version, changedAt, node };
