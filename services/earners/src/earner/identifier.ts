import { accepted, type Decision, refusal, refused } from '@cairn/access';

export const identifierTypes = ['EMAIL', 'STUDENT_ID', 'EMPLOYEE_ID', 'MEMBER_ID', 'DID'] as const;
export type IdentifierType = (typeof identifierTypes)[number];

/** A way to tell who an earner is, in the form it is looked up by. */
export interface Identifier {
  readonly type: IdentifierType;
  readonly value: string;
}

const forms: Record<IdentifierType, { readonly form: RegExp; readonly like: string }> = {
  EMAIL: { form: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, like: 'an e-mail address, for example `ana@example.org`' },
  STUDENT_ID: { form: /^.+$/, like: 'a number at a school or university' },
  EMPLOYEE_ID: { form: /^.+$/, like: 'a number at an employer' },
  MEMBER_ID: { form: /^.+$/, like: 'a number at an association' },
  DID: { form: /^did:[a-z0-9]+:\S+$/, like: 'a decentralised identifier, for example `did:key:z6Mk…`' },
};

/** The identifier trimmed, e-mail addresses in lower case; 1 to 320 characters. `field` is its path within the input. */
export function checkIdentifier(type: IdentifierType, text: string, ...field: string[]): Decision<Identifier> {
  const trimmed = text.trim().normalize('NFC');
  const value = type === 'EMAIL' ? trimmed.toLowerCase() : trimmed;
  const { form, like } = forms[type];
  if (value.length < 1 || value.length > 320 || /\p{Cc}/u.test(value) || !form.test(value)) {
    return refused(refusal('INVALID_VALUE', `This is not ${like}; it has 1 to 320 characters.`, ...field));
  }
  return accepted({ type, value });
}
