import type { Kind, Refused } from '../plan.js';
import type { Item } from './items.js';

/** Notes why an item does not come over; answers undefined, so that a reading can end with it. */
export type Refuse = (code: string, field: string | null, message: string) => undefined;

/** What becomes of each item; those that are refused, or are there twice by their key, are told and left out. */
export function planned<Planned extends { readonly key: string }>(kind: Kind, items: readonly Item[], refusals: Refused[], read: (item: Item, refuse: Refuse) => Planned | undefined): Planned[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const refuse: Refuse = (code, field, message) => void refusals.push({ kind, file: item.file, item: item.item, code, field, message });
    const found = read(item, refuse);
    if (!found) return [];
    if (seen.has(found.key)) return refuse('REPEATED_IN_FILE', null, 'The export has this a second time.') ?? [];
    seen.add(found.key);
    return [found];
  });
}
