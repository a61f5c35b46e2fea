import type { DocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import type { Quad, Term } from './dataset.js';
import { literalEnd, termText } from './n-quads.js';
import { toRdf } from './patched-jsonld.js';
import { schemeOf, withValues, type Shape } from './shape.js';
import { Template, type Part, type TemplateLine } from './template.js';

const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/**
 * Which values of documents of a shape only say what they say: texts that stand in a literal as they are, and addresses that are
 * the name of something. All others (terms of a vocabulary, what is rewritten on the way) belong to the shape as they stand.
 */
export async function constantsOf(document: JsonObject, { values }: Shape, loader: DocumentLoader): Promise<ReadonlySet<number>> {
  const marks = values.map(markFor);
  // What is no address where one is wanted is dropped here, which is how it is found.
  const found = marksIn(await toRdf(withValues(document, marks), loader, false), marks);
  return new Set(marks.flatMap((_, slot) => (found.get(slot) === 'AS_IS' ? [] : [slot])));
}

/** The template of the documents that have this shape and these constants; undefined when there can be none. */
export async function compileTemplate(
  document: JsonObject,
  { values }: Shape,
  constants: ReadonlySet<number>,
  loader: DocumentLoader,
): Promise<Template | undefined> {
  const marks = values.map((value, slot) => (constants.has(slot) ? value : markFor(value, slot)));
  const dataset = await toRdf(withValues(document, marks), loader);
  if (dataset.some(({ graph }) => graph.termType !== 'DefaultGraph')) return undefined;
  const slots = new Map(marks.flatMap((mark, slot) => (constants.has(slot) ? [] : [[mark, slot] as const])));
  const found = marksIn(dataset, marks.map((mark, slot) => (constants.has(slot) ? undefined : mark)));
  for (const slot of slots.values()) if (found.get(slot) !== 'AS_IS') return undefined;
  const nodes = new Map<string, number>();
  const part = (term: Term): Part => partOf(term, slots, nodes);
  const lines: TemplateLine[] = dataset.map(({ subject, predicate, object }) => ({
    subject: part(subject),
    predicate: ` ${termText(predicate)} `,
    object: part(object),
  }));
  const subjects = dataset.map(({ subject }) => subject).filter(({ termType }) => termType === 'NamedNode');
  const named = subjects.flatMap(({ value }) => slots.get(value) ?? []);
  const taken = subjects.filter(({ value }) => !slots.has(value)).map(({ value }) => value);
  return new Template(lines, nodes.size, values.length, [...new Set(named)], new Set(taken));
}

function partOf(term: Term, slots: ReadonlyMap<string, number>, nodes: Map<string, number>): Part {
  if (term.termType === 'BlankNode') {
    const node = nodes.get(term.value) ?? nodes.size;
    nodes.set(term.value, node);
    return { kind: 'NODE', node };
  }
  const slot = slots.get(term.value);
  if (slot === undefined) return { kind: 'TEXT', text: termText(term) };
  const literal = term.termType === 'Literal';
  return { kind: 'SLOT', slot, literal, start: literal ? '"' : '<', end: literal ? literalEnd(term) : '>' };
}

/** A value that stands for any other of its kind: hard to carry through unchanged, and found nowhere else. */
function markFor(value: string, slot: number): string {
  const scheme = schemeOf(value);
  if (!scheme) return `${MARK}${slot} "\\\n\t<é\u{1FAA8}> ${slot}${MARK}`;
  return `${scheme}:${scheme.startsWith('http') ? '//' : ''}${MARK}${slot}.invalid/${slot}${MARK}`;
}
const MARK = 'zq7slot';

/** Of each mark that is found, whether it always is a whole literal or the name of something, and nothing else. */
function marksIn(dataset: readonly Quad[], marks: readonly (string | undefined)[]): Map<number, 'AS_IS' | 'OTHERWISE'> {
  const slots = new Map(marks.flatMap((mark, slot) => (mark === undefined ? [] : [[mark, slot] as const])));
  const found = new Map<number, 'AS_IS' | 'OTHERWISE'>();
  const note = (text: string | undefined, fits: (mark: string) => boolean): void => {
    if (!text?.includes(MARK)) return;
    for (const [mark, slot] of slots) {
      if (!text.includes(`${MARK}${slot} `) && !text.includes(`${MARK}${slot}.`)) continue;
      const asIs = text === mark && fits(mark) && found.get(slot) !== 'OTHERWISE';
      found.set(slot, asIs ? 'AS_IS' : 'OTHERWISE');
    }
  };
  for (const { subject, predicate, object, graph } of dataset) {
    note(subject.value, () => true);
    note(predicate.value, () => false);
    note(graph.value, () => false);
    note(object.value, (mark) => object.termType === 'Literal' || (schemeOf(mark) !== undefined && predicate.value !== RDF_TYPE));
    note(object.datatype?.value, () => false);
    note(object.language, () => false);
  }
  return found;
}
