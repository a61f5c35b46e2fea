import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';
import { checkIdentifier, type Identifier, type IdentifierType } from './identifier.js';

/** Life of a record about a person. MERGED: its id leads to another record. ERASED: nobody can tell any more who it was. */
export type EarnerState = 'PROVISIONAL' | 'CLAIMED' | 'MERGED' | 'ERASED';

/** A person who earns, as stored: the name is ciphertext, to be opened with the earner's key. */
export interface Earner {
  readonly id: string;
  readonly tenant: string;
  readonly state: EarnerState;
  /** Account of the person who has claimed the record. */
  readonly account: string | null;
  readonly name: Buffer | null;
  /** Null once the person was erased. */
  readonly key: Buffer | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A record under its row lock: what commands on it decide by. */
export type LockedEarner = Pick<Earner, 'id' | 'version' | 'state' | 'account' | 'key'>;

/** An identifier as stored. */
export interface SealedIdentifier {
  readonly earner: string;
  readonly type: IdentifierType;
  readonly hmac: Buffer;
  readonly sealed: Buffer;
  readonly verified: boolean;
}

/** Who an earner is said to be, checked. */
export interface Person {
  readonly name: string | null;
  readonly identifiers: readonly Identifier[];
}

/** Checks what is said of a new earner and tells every fault at once. */
export function checkPerson(input: {
  readonly name?: string | null;
  readonly identifiers: readonly { readonly type: IdentifierType; readonly value: string }[];
}): Decision<Person> {
  const faults: Refusal[] = [];
  const name = checkPersonName(input.name);
  if (!name.ok) faults.push(...name.refusals);
  if (input.identifiers.length < 1 || input.identifiers.length > 20) {
    faults.push(refusal('INVALID_VALUE', 'An earner has 1 to 20 identifiers.', 'identifiers'));
  }
  const identifiers = new Map<string, Identifier>();
  input.identifiers.slice(0, 20).forEach(({ type, value }, index) => {
    const checked = checkIdentifier(type, value, 'identifiers', String(index), 'value');
    if (checked.ok) identifiers.set(`${type} ${checked.value.value}`, checked.value);
    else faults.push(...checked.refusals);
  });
  if (faults.length > 0 || !name.ok) return refused(...faults);
  return accepted({ name: name.value, identifiers: [...identifiers.values()] });
}

/** A name of 1 to 200 characters without control or direction marks, or none. */
export function checkPersonName(name: string | null | undefined): Decision<string | null> {
  if (name === undefined || name === null) return accepted(null);
  const trimmed = name.trim();
  if (trimmed.length < 1 || trimmed.length > 200 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(trimmed)) {
    return refused(refusal('INVALID_VALUE', 'A name has 1 to 200 characters and no control or direction marks.', 'name'));
  }
  return accepted(trimmed);
}
