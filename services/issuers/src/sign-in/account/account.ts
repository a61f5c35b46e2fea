import { accepted, type Decision, refusal, refused } from '@cairn/access';

/** A person who signs in. What he may do is a matter of his memberships. */
export interface Account {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  /** argon2id, as a PHC string; null for a person whom another issuer vouches for. */
  readonly password: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

/** The form in which an address is compared: without spaces around it, in lower case, NFC. */
export const comparedEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** The addresses that the person has proven, as they are compared. What another issuer says of him is no proof given here. */
export const provenOf = ({ email, emailVerifiedAt }: Account): readonly string[] => (email !== null && emailVerifiedAt !== null ? [comparedEmail(email)] : []);

/** One `@`, a domain with a dot or `localhost`, at most 254 characters (RFC 5321), no spaces and controls. */
export function checkEmail(email: string, field: string): Decision<string> {
  const compared = comparedEmail(email);
  const isOne = compared.length <= 254 && /^[^\s@\p{Cc}<>"(),:;]{1,64}@([^\s@.\p{Cc}<>"(),:;]+\.)*[^\s@.\p{Cc}<>"(),:;]+$/u.test(compared);
  return isOne ? accepted(compared) : refused(refusal('INVALID_VALUE', 'This is no e-mail address.', field));
}

const passwordMin = 10;
const passwordMax = 200;

/** Long enough, and not the address itself; no other rule, since others make passwords worse (NIST SP 800-63B-4, section 3.1.1). */
export function checkPassword(password: string, email: string, field: string): Decision<string> {
  const text = password.normalize('NFC');
  if (text.length < passwordMin || text.length > passwordMax) {
    return refused(refusal('INVALID_VALUE', `A password has ${passwordMin} to ${passwordMax} characters.`, field));
  }
  const [local = ''] = email.split('@');
  const lower = text.toLowerCase();
  if (lower === email || lower === local || new Set(text).size < 4) {
    return refused(refusal('INVALID_VALUE', 'This password is too easy to guess.', field));
  }
  return accepted(text);
}
