import { createHash } from 'node:crypto';

/** No 0, 1, I, O or U: what people read to one another is not mistaken. 31 is prime, so that the check finds what it is for. */
const signs = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const base = BigInt(signs.length);
const length = 11;

/**
 * The short number of an award for people and for forms that want one, as `7KQ2-M9TX-B4CD`. It follows from the award's id; the last sign
 * checks the others: one wrong sign, or two that changed places, never pass.
 *
 * @param award bare id
 */
export function certificateNumber(award: string): string {
  let rest = BigInt(`0x${createHash('sha256').update(`certificate ${award}`).digest('hex')}`);
  let data = '';
  for (let at = 0; at < length; at += 1) {
    data += signs[Number(rest % base)];
    rest /= base;
  }
  return grouped(data + checkOf(data));
}

/** Whether a number has the form of one and its check holds; case, spaces and hyphens do not matter. */
export function isCertificateNumber(text: string): boolean {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '');
  if (plain.length !== length + 1 || [...plain].some((sign) => !signs.includes(sign))) return false;
  return checkOf(plain.slice(0, length)) === plain[length];
}

/** Weighted sum modulo a prime: each place has a weight of its own. */
const checkOf = (data: string): string => signs[[...data].reduce((sum, sign, at) => sum + signs.indexOf(sign) * (at + 2), 0) % signs.length] ?? '';

const grouped = (text: string): string => text.match(/.{4}/g)?.join('-') ?? text;
