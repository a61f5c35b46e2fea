import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import { bindPathway, type Finding, type Imported, type ImportedPathway, type Reference } from '@cairn/exchange';
import type { Pathway } from '@cairn/requirements';

/** An address of a document with the public id of what it is here. */
export interface Binding {
  readonly iri: string;
  readonly kind: Reference['kind'];
  readonly id: string;
}

/** One pathway of a document, ready to be drafted, with public ids. */
export interface BoundImport {
  readonly title: string | null;
  readonly definition: Pathway;
}

/** What an import has to tell even if it is refused. */
export interface ImportTold {
  readonly report: readonly Finding[];
  readonly unbound: readonly Reference[];
}

/** The one pathway of a document that is asked for, bound; or everything that stands in the way at once. */
export function boundImport(imported: Imported, chosen: string | null, bindings: readonly Binding[]): ImportTold & { readonly decision: Decision<BoundImport> } {
  if (!imported.ok) {
    const { code, message, at } = imported.refusal;
    return { report: [], unbound: [], decision: refused(importRefused(`${code}: ${message}${at === '' ? '' : ` (${at})`}.`, 'source', 'document')) };
  }
  const candidates = imported.pathways.filter(({ source }) => chosen === null || source === chosen);
  const [pathway, ...others] = candidates;
  if (!pathway || others.length > 0) return { report: imported.report, unbound: [], decision: refused(notOne(imported.pathways, chosen)) };
  const report = [...imported.report, ...pathway.report];
  const faults = bindings.flatMap((binding, at) => faultOf(binding, pathway, at));
  const bound = bindPathway(pathway, new Map(bindings.map(({ iri, id }) => [iri, id])));
  if (!bound.ok) {
    const unbound = bound.missing;
    const words = unbound.slice(0, 5).map(({ iri, name }) => (name === null ? iri : `${name} (${iri})`));
    const message = `${unbound.length === 1 ? 'One thing is' : `${unbound.length} things are`} not bound: ${words.join('; ')}${unbound.length > 5 ? '; …' : ''}.`;
    return { report, unbound, decision: refused(...faults, importRefused(message, 'bindings')) };
  }
  return { report, unbound: [], decision: faults.length > 0 ? refused(...faults) : accepted({ title: pathway.title, definition: bound.pathway }) };
}

function notOne(pathways: readonly ImportedPathway[], chosen: string | null): Refusal {
  if (pathways.length === 0) return importRefused('The document holds no pathway.', 'source', 'document');
  const sources = pathways.slice(0, 10).map(({ source }) => source).join(', ');
  return importRefused(`The document holds ${pathways.length === 1 ? 'one pathway' : `${pathways.length} pathways`}${chosen === null ? '' : ', and none of them, or more than one, is the one asked for'}: choose one of ${sources}.`, 'pathway');
}

/** A binding of something that the document does not name, or to something of another kind. */
function faultOf({ iri, kind }: Binding, { references }: ImportedPathway, at: number): Refusal[] {
  const reference = references.find((one) => one.iri === iri);
  if (!reference) return [importRefused('The pathway refers to nothing by this address.', 'bindings', String(at), 'iri')];
  return reference.kind === kind ? [] : [importRefused(`This is bound to ${reference.kind === 'PATHWAY' ? 'a pathway' : 'an achievement'}.`, 'bindings', String(at))];
}

export const importRefused = (message: string, ...field: string[]): Refusal => refusal('IMPORT_REFUSED', message, ...field);
