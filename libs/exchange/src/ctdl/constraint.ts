import type { Thing } from './graph.js';
import { literalIn, termOf } from './terms.js';

/** A constraint as its parts, in the last part of each name (`Sum`, `GTEQ`, `creditValue`). */
export interface ConstraintParts {
  readonly pointer: string;
  readonly leftAction: string | null;
  readonly left: readonly string[];
  readonly comparator: string;
  readonly rightAction: string | null;
  readonly right: readonly unknown[];
  /** The constraint in one line, for the report and for whoever has to attest it. */
  readonly words: string;
}

export function partsOf(constraint: Thing): ConstraintParts {
  const one = (term: string): string | null => constraint.addresses(term).map(termOf)[0] ?? null;
  const right = constraint.of('rightSource').map((value) => literalIn(value));
  const parts = {
    leftAction: one('leftAction'),
    left: constraint.addresses('leftSource').map(termOf),
    comparator: comparatorOf(one('comparator') ?? ''),
    rightAction: one('rightAction'),
    right: right.map((value) => (typeof value === 'object' && value !== null && '@id' in value ? value['@id'] : value)),
  };
  const said = [parts.leftAction, parts.left.join(', '), parts.comparator, parts.rightAction, parts.right.map((value) => shortOf(value)).join(', ')];
  return { ...parts, pointer: constraint.pointer, words: said.filter((part) => part !== null && part !== '').join(' ') };
}

const comparatorOf = (written: string): string => (written === '=' ? 'EQ' : written.toUpperCase());

const shortOf = (value: unknown): string => (typeof value === 'string' ? termOf(value) : JSON.stringify(value) ?? '');

/** The one number at the right, also where it is written as text; null when there is none or more than one. */
export function numberAtRight({ right, rightAction }: ConstraintParts): number | null {
  const [value, ...more] = right;
  if (more.length > 0 || rightAction !== null) return null;
  const number = typeof value === 'string' && /^\d{1,9}(\.\d{1,2})?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 && Math.abs(Math.round(number * 100) - number * 100) < 1e-6 ? number : null;
}
