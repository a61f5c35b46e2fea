import { type Item, textIn } from './items.js';

/** Things of an export by every name that others call them by: address, and id of the interface. */
export class Names<Thing extends { readonly key: string }> {
  private readonly byName = new Map<string, Thing>();

  constructor(items: readonly Item[], things: readonly Thing[]) {
    const byKey = new Map(things.map((thing) => [thing.key, thing]));
    for (const { value } of items) {
      const thing = byKey.get(keyOf(value) ?? '');
      if (!thing) continue;
      for (const name of [thing.key, textIn(value, 'entityId'), textIn(value, 'slug')]) if (name) this.byName.set(withoutVersion(name), thing);
    }
  }

  find(...names: readonly (string | null)[]): Thing | undefined {
    for (const name of names) {
      const thing = name === null ? undefined : this.byName.get(withoutVersion(name));
      if (thing) return thing;
    }
    return undefined;
  }
}

/** The address of a thing: what Open Badges knows it by. */
export const keyOf = (value: Item['value']): string | null => {
  const address = textIn(value, 'openBadgeId', 'id', '@id');
  return address && withoutVersion(address);
};

/** Badgr hands out the same thing in several versions of Open Badges by a query. */
export const withoutVersion = (address: string): string => address.replace(/[?&]v=[\d_]+$/, '');
