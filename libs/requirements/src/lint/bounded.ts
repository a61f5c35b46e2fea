import type { Selector } from '../language/selector.js';
import type { LintContext } from './context.js';

/** Whether all that a selector can find is known: by the catalogue, or because it says by name what it finds. */
export function isBounded(selector: Selector, { catalogue, isOpen = false }: Pick<LintContext, 'catalogue' | 'isOpen'>): boolean {
  return (catalogue !== null && !isOpen) || isNamed(selector);
}

const isNamed = (selector: Selector): boolean => selector.achievementIn !== undefined || (selector.anyOf !== undefined && selector.anyOf.every(isNamed));
