import { type ConstraintParts, numberAtRight } from './constraint.js';

/** What a constraint means here (pathways.md section 13). */
export type ConstraintRule =
  | { readonly rule: 'SUM'; readonly atLeast: number }
  | { readonly rule: 'CAP'; readonly atMost: number }
  | { readonly rule: 'MEASURE'; readonly measure: string }
  | { readonly rule: 'COUNT'; readonly atLeast: number; readonly distinctBy: 'unit' | 'achievement' | 'issuer' | 'skill' }
  | { readonly rule: 'LEVEL'; readonly minLevel: number }
  | { readonly rule: 'NUMBER'; readonly requiredNumber: number }
  | { readonly rule: 'NONE'; readonly why: string };

const credits = new Set(['creditValue', 'creditUnitValue', 'value']);
const levels = new Set(['creditLevelType', 'audienceLevelType', 'educationLevel', 'level', 'educationalLevel']);
const units = new Set(['creditUnitType', 'unitType']);
const distinct = new Map<string, 'unit' | 'achievement' | 'issuer' | 'skill'>([
  ['targetComponent', 'unit'],
  ['proxyFor', 'achievement'],
  ['ctid', 'achievement'],
  ['ownedBy', 'issuer'],
  ['offeredBy', 'issuer'],
  ['targetCompetency', 'skill'],
  ['teaches', 'skill'],
  ['assesses', 'skill'],
]);

export function ruleOf(parts: ConstraintParts): ConstraintRule {
  const { leftAction, left, comparator } = parts;
  const [source = '', ...others] = left;
  const none = (why: string): ConstraintRule => ({ rule: 'NONE', why });
  if (others.length > 0) return none('compares several sources at once');
  if (comparator === 'EQ' && leftAction === null) return equal(source, parts) ?? none('asks for an exact value: one more award would undo it');
  const number = numberAtRight(parts);
  if (number === null) return none('compares with something else than one number');
  const more = comparator === 'GT';
  if (comparator === 'GTEQ' || more) {
    if (leftAction === 'Sum' && credits.has(source)) return { rule: 'SUM', atLeast: more ? (Math.round(number * 100) + 1) / 100 : number };
    const by = leftAction === 'CountDistinct' ? distinct.get(source) : undefined;
    if (by) return { rule: 'COUNT', atLeast: more ? Math.floor(number) + 1 : Math.ceil(number), distinctBy: by };
    if ((leftAction === 'Min' || leftAction === null) && levels.has(source)) return { rule: 'LEVEL', minLevel: more ? Math.floor(number) + 1 : Math.ceil(number) };
  }
  const less = comparator === 'LT';
  if ((comparator === 'LTEQ' || less) && leftAction === 'Sum' && credits.has(source)) {
    return number === 0 && less ? none('no sum is less than nothing') : { rule: 'CAP', atMost: less ? (Math.round(number * 100) - 1) / 100 : number };
  }
  return none('says what the language of pathways has no word for');
}

/** Two equalities are no rules about awards: the unit that a sum is in, and the required number of an early draft. */
function equal(source: string, parts: ConstraintParts): ConstraintRule | null {
  const [value, ...more] = parts.right;
  if (more.length > 0 || parts.rightAction !== null) return null;
  if (units.has(source) && typeof value === 'string') return { rule: 'MEASURE', measure: value };
  const number = numberAtRight(parts);
  return source === 'reqNum' && number !== null && Number.isInteger(number) ? { rule: 'NUMBER', requiredNumber: number } : null;
}
