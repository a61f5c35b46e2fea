import { isObject, type Json, listIn, textIn } from './badgr/items.js';

/** Whether whoever has these assertions, told by their badges, has completed a pathway by the rule of the source. */
export type SourceRule = (badges: readonly string[]) => boolean;

interface Element {
  readonly over: 'ELEMENTS' | 'BADGES';
  readonly isAll: boolean;
  readonly named: readonly string[];
  readonly required: number;
  readonly children: ReadonlySet<string>;
}

/**
 * The rule of the open Badgr server (apps/pathway/completionspec.py): of badges it counts assertions, not yet revoked and
 * expired or not; a conjunction asks for every badge; an element counts for its parent if it is its child.
 */
export function sourceRule(pathway: Json, nameOf: (address: string) => string): SourceRule {
  const elements = new Map(listIn(pathway, 'elements').filter(isObject).map((value) => [named(value) ?? '', elementOf(value, nameOf)]));
  const root = named(pathway['rootElement']) ?? '';
  return (badges) => {
    const held = new Set(badges);
    const isComplete = (id: string): boolean => {
      const element = elements.get(id);
      if (!element) return false;
      const { over, isAll, named: asked, required, children } = element;
      const wanted = new Set(asked);
      if (over === 'ELEMENTS') return [...wanted].filter((one) => children.has(one) && isComplete(one)).length >= required;
      return isAll ? [...wanted].every((badge) => held.has(badge)) : badges.filter((badge) => wanted.has(badge)).length >= required;
    };
    return isComplete(root);
  };
}

function elementOf(value: Json, nameOf: (address: string) => string): Element | undefined {
  const { requirements } = value;
  if (!isObject(requirements)) return undefined;
  const junction: Json = isObject(requirements['junctionConfig']) ? requirements['junctionConfig'] : {};
  const over = requirements['@type'] === 'BadgeJunction' ? 'BADGES' : 'ELEMENTS';
  const asked = listIn(requirements, over === 'BADGES' ? 'badges' : 'elements').flatMap((one) => named(one) ?? []);
  const isAll = junction['@type'] === 'Conjunction';
  const children = 'children' in value ? listIn(value, 'children').flatMap((one) => named(one) ?? []) : asked;
  // A conjunction of elements asks for as many as it names, one that is named twice counted twice.
  return { over, isAll, named: over === 'BADGES' ? asked.map(nameOf) : asked, required: isAll ? asked.length : Number(junction['requiredNumber']), children: new Set(children) };
}

const named = (value: unknown): string | null => (typeof value === 'string' ? value : isObject(value) ? textIn(value, '@id', 'id', 'slug') : null);
