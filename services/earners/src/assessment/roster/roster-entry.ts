import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';

export type RosterState = 'ACTIVE' | 'PAUSED' | 'LEFT';

/** A tenant's record that a person belongs to it. Ids are bare. */
export interface RosterEntry {
  readonly id: string;
  readonly tenant: string;
  readonly earner: string;
  /** Free keys of the tenant's groups, sorted. */
  readonly groups: readonly string[];
  readonly state: RosterState;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly version: number;
  readonly updatedAt: Date;
}

/** What changed of an entry, for its event. */
export type RosterChange = 'joined' | 'changed' | 'paused' | 'resumed' | 'left';

/** The entry as it is then, and what to tell of it; nothing to tell when nothing changed. */
export interface ChangedEntry {
  readonly entry: RosterEntry;
  readonly what: RosterChange | null;
}

/** Changes groups, pauses or resumes. A new state is told before new groups, since whoever hears of it reads both. */
export function changeEntry(entry: RosterEntry, wish: { readonly groups?: readonly string[] | null; readonly state?: RosterState | null }, at: Date): Decision<ChangedEntry> {
  if (entry.state === 'LEFT') return gone;
  if (wish.state === 'LEFT') return refused(refusal('INVALID_VALUE', 'An entry is ended by `leaveRoster`.', 'state'));
  const groups = wish.groups ? checkGroups(wish.groups) : accepted(entry.groups);
  if (!groups.ok) return groups;
  const state = wish.state ?? entry.state;
  const what = state !== entry.state ? (state === 'PAUSED' ? 'paused' : 'resumed') : same(groups.value, entry.groups) ? null : 'changed';
  return accepted({ entry: what ? { ...entry, groups: groups.value, state, version: entry.version + 1, updatedAt: at } : entry, what });
}

/** Ends an entry; one that ended stays as it is. */
export const leave = (entry: RosterEntry, at: Date): ChangedEntry =>
  entry.state === 'LEFT' ? { entry, what: null } : { entry: { ...entry, state: 'LEFT', leftAt: at, version: entry.version + 1, updatedAt: at }, what: 'left' };

/** Keys of groups as they are kept: each once, sorted. */
export function checkGroups(groups: readonly string[]): Decision<string[]> {
  const faults: Refusal[] = groups.length > 20 ? [refusal('INVALID_VALUE', 'There are at most 20 groups.', 'groups')] : [];
  groups.slice(0, 20).forEach((group, at) => {
    if (group.trim() !== group || group.length === 0 || group.length > 100 || /\p{Cc}/u.test(group)) {
      faults.push(refusal('INVALID_VALUE', 'The key of a group has 1 to 100 characters, no space at its ends and no control characters.', 'groups', String(at)));
    }
  });
  return faults.length > 0 ? refused(...faults) : accepted([...new Set(groups)].sort());
}

const gone = refused(refusal('NOT_FOUND', 'The person has left; put him on the roster anew.', 'id'));

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((group, at) => group === other[at]);
