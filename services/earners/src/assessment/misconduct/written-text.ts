import { accepted, type Decision, refusal, refused } from '@cairn/access';

export const textMax = 10_000;

/** Something that a person wrote for another one to read: plain text of 1 to 10,000 characters, lines and tabs apart without control marks. */
export function checkText(text: string, field: string): Decision<string> {
  const trimmed = text.trim();
  if (trimmed === '') return refused(refusal('FIELD_MISSING', 'Something has to be said here.', field));
  if (trimmed.length > textMax || /[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069]/u.test(trimmed)) {
    return refused(refusal('INVALID_VALUE', `A text has 1 to ${textMax} characters, and no control or direction marks.`, field));
  }
  return accepted(trimmed);
}
