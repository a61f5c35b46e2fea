import { heldOnce } from '../held-once.js';
import type { FormerDocument, MigrationPlan, Refused } from '../plan.js';
import { awardOf } from './assertion.js';
import { achievementOf, type BadgeOptions } from './badge-class.js';
import { issuerOf } from './issuer.js';
import { type BadgrExport, isObject, type Item, textIn } from './items.js';
import { Names, withoutVersion } from './names.js';
import { pathwaysOf } from './pathway-items.js';
import { planned, type Refuse } from './refusal.js';

export interface PlanOptions extends BadgeOptions {
  /** Civil day in UTC. */
  readonly today: string;
}

/**
 * What an export of Badgr, Canvas Credentials or Parchment comes to. Pure. What cannot come over is refused, each with its
 * place; what has no place here is counted.
 */
export function planBadgr(given: BadgrExport, options: PlanOptions): MigrationPlan {
  const refusals: Refused[] = [];
  const issuers = planned('issuers', given.issuers, refusals, issuerOf);
  const byName = new Names(given.issuers, issuers);
  const achievements = planned('achievements', given.badgeClasses, refusals, (item, refuse) => achievementOf(item, byName, options, refuse));
  const badges = new Names(given.badgeClasses, achievements);
  const awards = planned('awards', given.assertions, refusals, (item, refuse) => awardOf(item, badges, options.today, refuse));
  const pathways = pathwaysOf(given.pathways, { issuers: byName, badges }, refusals);
  const once = heldOnce(achievements, awards, pathways);
  refusals.push(...once.refusals);
  const known = new Set([...issuers, ...achievements, ...awards].map(({ key }) => key));
  const documents = planned('formerDocuments', given.documents, refusals, (item, refuse) => documentOf(item, known, refuse));
  return { issuers, achievements: once.achievements, awards: once.awards, pathways, documents, refusals, leftBehind: leftBehind(given) };
}

function documentOf({ value, file, item }: Item, known: ReadonlySet<string>, refuse: Refuse): (FormerDocument & { readonly key: string }) | undefined {
  const address = textIn(value, 'address');
  const body = textIn(value, 'body');
  if (!address) return refuse('FIELD_MISSING', 'address', 'A document has the address at which it was found.');
  if (body === null) return refuse('FIELD_MISSING', 'body', 'A document has the text that was found, as one string.');
  const about = withoutVersion(address);
  return { file, item, key: address, address, body, about: known.has(about) ? about : null };
}

/** Only what its old document still tells. */
function leftBehind({ issuers, badgeClasses, assertions }: BadgrExport): Record<string, number> {
  const count = (items: readonly Item[], isThere: (value: Item['value']) => boolean) => items.filter(({ value }) => isThere(value)).length;
  const filled = (value: unknown) => (Array.isArray(value) ? value.length > 0 : isObject(value) ? Object.keys(value).length > 0 : typeof value === 'string' && value !== '');
  const every = [...issuers, ...badgeClasses, ...assertions];
  const found = {
    'evidence of assertions': count(assertions, ({ evidence }) => filled(evidence)),
    'narratives of assertions': count(assertions, ({ narrative }) => filled(narrative)),
    'assertions that their earner rejected': count(assertions, ({ acceptance }) => acceptance === 'Rejected'),
    'staff of issuers': count(issuers, ({ staff }) => filled(staff)),
    extensions: count(every, ({ extensions }) => filled(extensions)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, times]) => times > 0));
}
