import type { Pathway } from '@cairn/requirements';
import type { ImportedPathway } from './report/imported.js';
import type { Reference } from './report/reference.js';

/** What a thing of the source is here: its id, by the address that the report names. */
export type Bindings = ReadonlyMap<string, string>;

export type Bound = { readonly ok: true; readonly pathway: Pathway } | { readonly ok: false; readonly missing: readonly Reference[] };

/** The pathway with ids in place of the keys it was read with; or everything that is still to be bound, and no pathway. */
export function bindPathway({ pathway, references }: ImportedPathway, bindings: Bindings): Bound {
  const missing = references.filter(({ iri }) => !bindings.has(iri));
  if (missing.length > 0) return { ok: false, missing };
  const ids = new Map(references.map(({ key, iri }) => [key, bindings.get(iri) ?? '']));
  return { ok: true, pathway: exchanged(pathway, (key) => ids.get(key) ?? key) as Pathway };
}

/** Exchanges what stands at the places of ids: achievements of nodes, selectors and badges, and pathways. */
function exchanged(value: unknown, id: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => exchanged(one, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if ((name === 'achievement' || name === 'pathway') && typeof inner === 'string') return [name, id(inner)];
      if (name === 'achievementIn' && Array.isArray(inner)) return [name, inner.map((key: unknown) => (typeof key === 'string' ? id(key) : key))];
      return [name, exchanged(inner, id)];
    }),
  );
}
