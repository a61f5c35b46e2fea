import { accepted, type Decision, refusal, refused } from '@cairn/access';

/** An operating boundary: data, quota and keys of access are its own. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly state: 'ACTIVE' | 'SUSPENDED';
  readonly version: number;
  readonly createdAt: Date;
}

/** A name that people can tell apart: 1 to 200 characters without control or direction marks. */
export function checkName(name: string, field: string): Decision<string> {
  const trimmed = name.trim();
  if (trimmed.length < 1 || trimmed.length > 200) return refused(refusal('INVALID_VALUE', 'A name has 1 to 200 characters.', field));
  // Control characters and bidirectional marks can make one name look like another.
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(trimmed)) {
    return refused(refusal('INVALID_VALUE', 'A name has no control or direction characters.', field));
  }
  return accepted(trimmed);
}
