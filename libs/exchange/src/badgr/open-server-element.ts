import { countOf, field, isObject, type JsonObject, listIn, textIn } from '../reading/json-value.js';
import { Unreadable } from '../reading/unreadable.js';

/** The completion requirements of an element: so many of its elements, or of its badges. */
export interface Junction {
  readonly over: 'ELEMENTS' | 'BADGES';
  readonly named: readonly string[];
  /** Null with a conjunction: all of them. */
  readonly requiredNumber: number | null;
}

export interface OpenElement {
  readonly id: string;
  readonly pointer: string;
  readonly name: string | null;
  readonly completionBadge: string | null;
  /** Null: nobody ever completes it. */
  readonly junction: Junction | null;
}

export function openElement(value: unknown, pointer: string): OpenElement {
  const id = isObject(value) ? (textIn(value, '@id') ?? textIn(value, 'slug')) : null;
  if (!isObject(value) || id === null) throw new Unreadable('NOT_THIS_FORMAT', 'an element has an @id', pointer);
  return { id, pointer, name: textIn(value, 'name'), completionBadge: referredTo(field(value, 'completionBadge')), junction: junctionIn(value, `${pointer}/requirements`) };
}

function junctionIn(element: JsonObject, pointer: string): Junction | null {
  const requirements = field(element, 'requirements');
  if (requirements === undefined || requirements === null) return null;
  const config = isObject(requirements) ? field(requirements, 'junctionConfig') : null;
  const type = isObject(requirements) ? textIn(requirements, '@type') : null;
  if (!isObject(requirements) || !isObject(config) || (type !== 'ElementJunction' && type !== 'BadgeJunction')) {
    throw new Unreadable('NOT_THIS_FORMAT', 'requirements are an ElementJunction or a BadgeJunction with a junctionConfig', pointer);
  }
  const kind = textIn(config, '@type');
  const requiredNumber = countOf(field(config, 'requiredNumber'));
  if (kind !== 'Conjunction' && (kind !== 'Disjunction' || requiredNumber === null)) {
    throw new Unreadable('NOT_THIS_FORMAT', 'a junction is a Conjunction, or a Disjunction with a requiredNumber', `${pointer}/junctionConfig`);
  }
  const named = listIn(requirements, type === 'BadgeJunction' ? 'badges' : 'elements').flatMap((one) => referredTo(one) ?? []);
  return { over: type === 'BadgeJunction' ? 'BADGES' : 'ELEMENTS', named, requiredNumber: kind === 'Conjunction' ? null : requiredNumber };
}

/** Address of a thing that is referred to by text, or by an object with its `@id`. */
export const referredTo = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : isObject(value) ? (textIn(value, '@id') ?? textIn(value, 'slug')) : null);
