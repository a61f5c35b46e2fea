import { randomInt } from 'node:crypto';

/** Crockford's base 32: nothing in it is mistaken for something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;

/** A new number, `S-` and ten characters of which the last is a check: one wrong character and most swapped neighbours are seen. */
export function newSubmissionNumber(): string {
  const body = Array.from({ length: length - 1 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `S-${body}${check(body)}`;
}

/** The number as it is kept, however it was typed; undefined when it can be none. */
export function submissionNumberOf(typed: string): string | undefined {
  const plain = typed.trim().toUpperCase().replaceAll('-', '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const text = plain.length === length + 1 && plain.startsWith('S') ? plain.slice(1) : plain;
  if (text.length !== length || [...text].some((character) => !alphabet.includes(character))) return undefined;
  return check(text.slice(0, -1)) === text.at(-1) ? `S-${text}` : undefined;
}

/** Luhn's algorithm in base 32. */
function check(body: string): string {
  const sum = [...body].reverse().reduce((total, character, at) => {
    const value = alphabet.indexOf(character) * (at % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / alphabet.length) + (value % alphabet.length);
  }, 0);
  return alphabet[(alphabet.length - (sum % alphabet.length)) % alphabet.length] ?? '';
}
