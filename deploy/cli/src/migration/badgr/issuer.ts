import type { PlannedIssuer } from '../plan.js';
import { type Item, textIn } from './items.js';
import { keyOf } from './names.js';
import type { Refuse } from './refusal.js';

/** An Issuer of the interface, or of Open Badges 2.0. */
export function issuerOf({ value, file, item }: Item, refuse: Refuse): PlannedIssuer | undefined {
  const key = keyOf(value);
  const name = textIn(value, 'name');
  const url = textIn(value, 'url');
  if (!key) return refuse('FIELD_MISSING', 'openBadgeId', 'An issuer has an address, `openBadgeId`.');
  if (!name) return refuse('FIELD_MISSING', 'name', 'An issuer has a name.');
  if (!url) return refuse('FIELD_MISSING', 'url', 'An issuer has the address of its site.');
  return { file, item, key, name, url, description: textIn(value, 'description') };
}
