import { accepted, type Decision, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { checkPersonName } from '../earner/earner.js';
import type { Wanted } from '../earner/earner-intake.js';
import { checkIdentifier } from '../earner/identifier.js';
import { Cells } from './cells.js';

export const earnerColumns = ['name', 'identifierType', 'identifier', 'verified'] as const;

/** Reads one line of an import of earners. */
export function readEarnerRow(record: SourceRecord): Decision<Wanted> {
  const cells = new Cells(record);
  const name = checkPersonName(cells.text('name'));
  if (!name.ok) cells.faults.push(...name.refusals);
  const type = cells.identifierType();
  const value = cells.text('identifier');
  const verified = cells.flag('verified');
  if (type === null) cells.refuse('identifierType', 'Say which kind of identifier it is.', 'FIELD_MISSING');
  if (value === null) cells.refuse('identifier', 'Say who the earner is.', 'FIELD_MISSING');
  if (type === null || value === null || cells.faults.length > 0 || !name.ok) return refused(...cells.faults);
  const identifier = checkIdentifier(type, value, 'identifier');
  return identifier.ok ? accepted({ name: name.value, identifiers: [identifier.value], verified }) : identifier;
}
