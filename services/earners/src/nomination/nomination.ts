import { accepted, type Decision, grantMissing, refusal, type Refusal, refused } from '@cairn/access';
import { checkIdentifier, type Identifier, type IdentifierType } from '../earner/identifier.js';

export type NominationState = 'OPEN' | 'ACCEPTED' | 'REFUSED';

/** Somebody proposes a person for an award, and attests why; somebody else decides. Ids are bare. */
export interface Nomination {
  readonly id: string;
  readonly tenant: string;
  readonly issuer: string;
  readonly achievement: string;
  readonly achievementVersion: string;
  readonly earner: string;
  /** What the nominator says, sealed under the key of `sealedFor`. */
  readonly statement: Buffer;
  readonly sealedFor: string;
  readonly state: NominationState;
  /** The client or member. */
  readonly nominatedBy: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly award: string | null;
  readonly version: number;
  readonly createdAt: Date;
}

export interface Nominee {
  readonly identifier: Identifier;
  readonly statement: string;
}

const nomineesMax = 250;

/** Checks a list of nominees and tells every fault at once. Of two lines of one person the first counts. */
export function checkNominees(given: readonly { readonly identifier: { readonly type: IdentifierType; readonly value: string }; readonly statement: string }[]): Decision<Nominee[]> {
  const faults: Refusal[] = [];
  if (given.length < 1 || given.length > nomineesMax) faults.push(refusal('INVALID_VALUE', `1 to ${nomineesMax} persons at a time.`, 'nominees'));
  const nominees = new Map<string, Nominee>();
  given.slice(0, nomineesMax).forEach(({ identifier: { type, value }, statement }, at) => {
    const checked = checkIdentifier(type, value, 'nominees', String(at), 'identifier', 'value');
    if (!checked.ok) faults.push(...checked.refusals);
    const text = statement.trim();
    if (text.length < 1 || text.length > 5_000) faults.push(refusal('INVALID_VALUE', 'A statement has 1 to 5,000 characters.', 'nominees', String(at), 'statement'));
    const key = checked.ok ? `${type} ${checked.value.value}` : '';
    if (checked.ok && !nominees.has(key)) nominees.set(key, { identifier: checked.value, statement: text });
  });
  return faults.length > 0 ? refused(...faults) : accepted([...nominees.values()]);
}

/** The nomination as decided by somebody else than the nominator. `award`: the one that was made of it, when it is accepted. */
export function decide(nomination: Nomination, by: string, award: string | null, at: Date): Decision<Nomination> {
  const no = checkDecider(nomination, by);
  if (no) return refused(no);
  return accepted({ ...nomination, state: award === null ? 'REFUSED' : 'ACCEPTED', award, decidedBy: by, decidedAt: at, version: nomination.version + 1 });
}

export function checkDecider({ state, nominatedBy }: Pick<Nomination, 'state' | 'nominatedBy'>, by: string): Refusal | undefined {
  if (state !== 'OPEN') return refusal('NOMINATION_STATE_INVALID', `The nomination is ${state}; it was decided on.`, 'id');
  return nominatedBy === by ? { ...grantMissing('GRANT_AWARD'), message: 'Nobody decides on a nomination of his own.' } : undefined;
}
