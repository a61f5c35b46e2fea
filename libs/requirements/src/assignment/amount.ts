/**
 * Amounts have at most two decimals and are computed as whole hundredths; the text of the number decides, not its binary form.
 *
 * @throws RangeError beyond what can be computed exactly: some 90 million million
 */
export function hundredths(amount: number): number {
  if (!Number.isSafeInteger(Math.ceil(Math.abs(amount)) * 100)) throw new RangeError(`an amount beyond range: ${amount}`);
  if (Number.isInteger(amount)) return amount * 100;
  const [whole = '0', decimals = ''] = amount.toFixed(2).split('.');
  return Number(whole) * 100 + (whole.startsWith('-') ? -1 : 1) * Number(decimals);
}
