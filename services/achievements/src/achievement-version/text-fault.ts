import { type Refusal, refusal } from '@cairn/access';

/**
 * Control characters, and marks that turn the direction of what follows: they can make one text look like another. A lone
 * surrogate has no UTF-8 form, hence no canonical form to hash (RFC 8785, 3.2.2.2).
 */
const unfit = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** The fault of a line of text that is not 1 to `max` characters of well-formed Unicode; none when it is. */
export function textFault(text: string, max: number, path: readonly string[]): Refusal[] {
  const length = [...text.trim()].length;
  if (length < 1 || length > max) {
    return [refusal('INVALID_VALUE', `This text has 1 to ${max.toLocaleString('en')} characters.`, ...path)];
  }
  if (unfit.test(text)) {
    return [refusal('INVALID_VALUE', 'This text has control or direction characters, or broken ones.', ...path)];
  }
  return [];
}

/** The same for prose, which may have tabs and line breaks. */
export const proseFault = (text: string, max: number, path: readonly string[]): Refusal[] =>
  textFault(text.replace(/[\t\n\r]/g, ' '), max, path);

/** The fault of an address that is not https; none when it is. */
export function addressFault(address: string, path: readonly string[]): Refusal[] {
  const fine = textFault(address, 2_000, path).length === 0 && URL.canParse(address) && new URL(address).protocol === 'https:';
  return fine ? [] : [refusal('INVALID_VALUE', 'This is an https address of at most 2,000 characters.', ...path)];
}
