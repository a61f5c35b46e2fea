import { countOf, field, isObject, type JsonObject, listIn, textIn } from '../reading/json-value.js';
import { JSON_DEPTH_MAX } from '../reading/limits.js';
import { Unreadable } from '../reading/unreadable.js';

/** `all`, or at least so many, of the things beside it. */
export type CountRule = { readonly all: true } | { readonly all: false; readonly atLeast: number };

export interface HostedElement {
  readonly id: string;
  readonly pointer: string;
  readonly name: string | null;
  readonly completionBadge: string | null;
  readonly childRule: CountRule;
  readonly otherRule: CountRule;
  readonly others: readonly string[];
  readonly badgeRule: CountRule;
  readonly badges: readonly string[];
  readonly shortcuts: readonly string[];
  /** The element's own badge is enough, however it was come by. */
  readonly completionIsShortcut: boolean;
  readonly requiredForParent: boolean;
  readonly children: readonly HostedElement[];
}

const none: JsonObject = {};

/** An element as it is written, with everything beneath it. What is left out has the export's own defaults: all, and required. */
export function hostedElement(value: JsonObject, pointer: string): HostedElement {
  const id = textIn(value, 'elementId');
  if (id === null) throw new Unreadable('NOT_THIS_FORMAT', 'an element has an elementId', pointer);
  if (pointer.length > JSON_DEPTH_MAX * 16) throw new Unreadable('TOO_DEEP', 'elements are nested too deep', '');
  const requirements = objectIn(value, 'requirements');
  const others = objectIn(requirements, 'nonChildElementRequirements');
  const badges = objectIn(requirements, 'badgeRequirements');
  const at = `${pointer}/requirements`;
  return {
    id,
    pointer,
    name: textIn(value, 'name'),
    completionBadge: badgeOf(field(value, 'completionBadge')),
    childRule: ruleIn(objectIn(requirements, 'childElementRequirements'), `${at}/childElementRequirements`),
    otherRule: ruleIn(others, `${at}/nonChildElementRequirements`),
    others: listIn(others, 'elementIds').filter((one) => typeof one === 'string'),
    badgeRule: ruleIn(badges, `${at}/badgeRequirements`),
    badges: listIn(badges, 'requiredBadges').flatMap((one) => badgeOf(one) ?? []),
    shortcuts: [...listIn(requirements, 'shortcutBadges'), ...listIn(value, 'shortcutBadges')].flatMap((one) => badgeOf(one) ?? []),
    completionIsShortcut: field(requirements, 'allowCompletionBadgeShortcut') === true || field(value, 'allowCompletionBadgeShortcut') === true,
    requiredForParent: field(value, 'requiredForParentCompletion') !== false,
    children: listIn(value, 'children').flatMap((child, index) => (isObject(child) ? [hostedElement(child, `${pointer}/children/${index}`)] : [])),
  };
}

const objectIn = (value: JsonObject, name: string): JsonObject => {
  const found = field(value, name);
  return isObject(found) ? found : none;
};

const badgeOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : isObject(value) ? (textIn(value, 'badgeUrl') ?? textIn(value, '@id')) : null);

function ruleIn(requirement: JsonObject, pointer: string): CountRule {
  const rule = field(requirement, 'countRule');
  if (!isObject(rule)) return { all: true };
  const type = textIn(rule, '@type');
  if (type === 'all') return { all: true };
  const atLeast = countOf(field(rule, 'requiredCount'));
  if (type !== 'atLeastN' || atLeast === null) throw new Unreadable('NOT_THIS_FORMAT', 'a countRule is `all`, or `atLeastN` with a requiredCount', `${pointer}/countRule`);
  return { all: false, atLeast };
}
