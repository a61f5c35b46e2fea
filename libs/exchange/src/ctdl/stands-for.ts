import type { CtdlGraph, Thing } from './graph.js';
import { classOf, isAttested } from './component-class.js';
import { plainText } from './terms.js';

/** What a component stands for: something to be awarded, another pathway, or nothing that is awarded. */
export type StandsFor =
  | { readonly kind: 'ACHIEVEMENT' | 'PATHWAY'; readonly iri: string; readonly name: string | null; readonly type: string | null; readonly note: string }
  | { readonly kind: 'NOTHING' };

/** By `proxyFor`, or `sourceData` before that term was there, or by itself. */
export function standsFor(component: Thing, graph: CtdlGraph): StandsFor {
  const [iri] = [...component.addresses('proxyFor'), ...component.addresses('sourceData'), ...component.addresses('completionAward')];
  const own = classOf(component);
  const name = plainText(component.name);
  const type = own ?? [...component.types][0] ?? null;
  if (iri !== undefined) {
    const proxied = graph.thing(iri);
    if (proxied?.types.has('Pathway')) return { kind: 'PATHWAY', iri, name: plainText(proxied.name) ?? name, type: 'Pathway', note: 'stands for another pathway' };
    return { kind: 'ACHIEVEMENT', iri, name: name ?? plainText(proxied?.name ?? null), type, note: `stands for ${iri}` };
  }
  if (component.types.has('Pathway')) return { kind: 'PATHWAY', iri: component.id, name, type: 'Pathway', note: 'is another pathway' };
  if (own !== null && isAttested(own)) return { kind: 'NOTHING' };
  return { kind: 'ACHIEVEMENT', iri: component.id, name, type, note: 'names no credential: it stands for itself' };
}
