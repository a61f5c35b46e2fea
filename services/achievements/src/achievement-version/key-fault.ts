import { type Refusal, refusal } from '@cairn/access';

/** The fault of a key that names a part of a version; none when it has none. */
export const keyFault = (key: string, path: readonly string[]): Refusal[] =>
  /^[a-z0-9][a-z0-9-]{0,59}$/.test(key) ? [] : [refusal('INVALID_VALUE', 'A key is 1 to 60 of a-z, 0-9 and -, and begins with no -.', ...path)];

export const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** The fault of a list that is too long; none when it is not. */
export const tooMany = (list: readonly unknown[] | null | undefined, max: number, path: readonly string[]): Refusal[] =>
  (list ?? []).length > max ? [refusal('INVALID_VALUE', `There are at most ${max} of these.`, ...path)] : [];

/** The fault of a number outside its bounds, both of them allowed; none when it is inside or not given. */
export function numberFault(value: number | null | undefined, [min, max]: readonly [number, number], path: readonly string[]): Refusal[] {
  if (!isGiven(value) || (value >= min && value <= max)) return [];
  return [refusal('INVALID_VALUE', `This is a number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}.`, ...path)];
}
