import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { checkPersonName } from '../../earner/earner.js';
import { checkIdentifier, type Identifier } from '../../earner/identifier.js';
import { Cells } from '../../imports/cells.js';
import { checkGroups } from './roster-entry.js';

export const lineChanges = ['JOINED', 'LEFT', 'CHANGED'] as const;
export const rosterColumns = ['change', 'identifierType', 'identifier', 'name', 'groups'] as const;

/** One line of a delta: what became of a person. */
export interface RosterLine {
  /** PRESENT, in a whole roster: on it, as the line says. */
  readonly change: (typeof lineChanges)[number] | 'PRESENT';
  readonly identifier: Identifier;
  /** Null: nothing is said of it. */
  readonly name: string | null;
  /** Null: nothing is said of them. */
  readonly groups: readonly string[] | null;
}

/** Reads one line by itself and tells every fault at once; the field of a fault is its column. */
export function readRosterLine(record: SourceRecord): Decision<RosterLine> {
  const cells = new Cells(record);
  const change = cells.oneOf('change', lineChanges);
  if (change === null && cells.faults.length === 0) cells.refuse('change', 'Say what became of the person: JOINED, LEFT or CHANGED.', 'FIELD_MISSING');
  const type = cells.identifierType();
  if (type === null && !record['identifierType']) cells.refuse('identifierType', 'Say which kind of identifier it is.', 'FIELD_MISSING');
  const text = cells.text('identifier');
  if (text === null) cells.refuse('identifier', 'Say who it is.', 'FIELD_MISSING');
  const identifier = type === null || text === null ? null : checkIdentifier(type, text, 'identifier');
  const name = checkPersonName(cells.text('name'));
  const written = cells.text('groups');
  const groups = written === null ? accepted(null) : checkGroups(written.split(';').map((group) => group.trim()));
  const faults: Refusal[] = [...cells.faults, ...faultsOf(identifier), ...faultsOf(name), ...inColumn(groups, 'groups')];
  if (change === 'CHANGED' && name.ok && name.value === null && written === null) {
    faults.push(refusal('FIELD_MISSING', 'State the name or the groups that the person has now.', 'name'));
  }
  if (faults.length > 0 || change === null || !identifier?.ok || !name.ok || !groups.ok) return refused(...faults);
  return accepted({ change, identifier: identifier.value, name: name.value, groups: groups.value });
}

const faultsOf = (decision: Decision<unknown> | null): readonly Refusal[] => (decision && !decision.ok ? decision.refusals : []);

/** A cell holds all groups, so a fault of one is a fault of its column. */
const inColumn = (decision: Decision<unknown>, column: string): Refusal[] => faultsOf(decision).map((fault) => ({ ...fault, field: [column] }));
