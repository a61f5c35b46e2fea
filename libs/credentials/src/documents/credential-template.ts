import { compileTemplate, constantsOf } from '../canonical/compile-template.js';
import { schemeOf, shapeOf, type Shape } from '../canonical/shape.js';
import type { Template } from '../canonical/template.js';
import { bundledDocumentLoader } from '../contexts/document-loader.js';
import type { Json, JsonObject } from '../json/json.js';
import { slotLeaves } from './credential-slots.js';

/** An unsigned credential as its JSON text and its canonical form. */
export interface WrittenCredential {
  readonly json: string;
  readonly nquads: string;
  readonly context: Json | undefined;
}

/** All credentials of one achievement version, issuer profile and set of slots, as text: nothing is built and nothing is serialised. */
export class CredentialTemplate {
  private constructor(
    /** The JSON before, between and after the slots. */
    private readonly pieces: readonly string[],
    /** Where each slot stands among the values of the canonical template. */
    private readonly places: readonly number[],
    private readonly kinds: readonly (string | undefined)[],
    private readonly values: string[],
    private readonly canonical: Template,
    /** Slots that name something, and the names that are in no slot. */
    private readonly names: readonly number[],
    private readonly taken: ReadonlySet<string>,
    private readonly context: Json | undefined,
  ) {}

  /**
   * @param document an unsigned credential that meets its schema
   * @param texts its slots
   * @returns undefined when a slot is not found in the document as it stands
   */
  static async of(document: JsonObject, texts: readonly string[]): Promise<CredentialTemplate | undefined> {
    const shape = shapeOf(document);
    if (!shape || slotLeaves(document).some(([holder, member], slot) => holder[member] !== texts[slot])) return undefined;
    const marked = withMarks(document, texts);
    const places = marked.marks.map((mark) => marked.shape?.values.indexOf(mark) ?? -1);
    if (marked.shape?.key !== shape.key || places.length !== texts.length || places.includes(-1)) return undefined;
    const constants = await constantsOf(document, shape, bundledDocumentLoader);
    if (places.some((place) => constants.has(place))) return undefined;
    const canonical = await compileTemplate(document, shape, constants, bundledDocumentLoader);
    const pieces = piecesOf(marked.json, marked.marks);
    if (!canonical || !pieces) return undefined;
    const leaves = slotLeaves(document);
    const names = leaves.flatMap(([, member], slot) => (member === 'id' ? [slot] : []));
    const taken = new Set(shape.values.filter((_, place) => !places.includes(place)));
    return new CredentialTemplate(pieces, places, texts.map(kindOf), [...shape.values], canonical, names, taken, document['@context']);
  }

  /** Undefined when a text is of another kind than the one it stands for, or names what has a name already. */
  write(texts: readonly string[]): WrittenCredential | undefined {
    for (const [slot, text] of texts.entries()) if (kindOf(text) !== this.kinds[slot]) return undefined;
    const names = this.names.map((slot) => texts[slot] ?? '');
    if (new Set(names).size < names.length || names.some((name) => this.taken.has(name))) return undefined;
    let json = this.pieces[0] ?? '';
    for (const [slot, text] of texts.entries()) {
      this.values[this.places[slot] ?? 0] = text;
      json += JSON.stringify(text) + this.pieces[slot + 1];
    }
    const nquads = this.canonical.fill(this.values);
    return nquads === undefined ? undefined : { json, nquads, context: this.context };
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** An address of a scheme, an instant, or any other text: texts of one kind are alike to schema and canonical form. */
function kindOf(text: string): string | undefined {
  return INSTANT.test(text) ? 'instant' : schemeOf(text);
}

/** The document with a mark in each slot. */
function withMarks(document: JsonObject, texts: readonly string[]): { marks: string[]; json: string; shape: Shape | undefined } {
  const marked = structuredClone(document);
  const marks = texts.map((text, slot) => {
    const scheme = schemeOf(text);
    return scheme ? `${scheme}:${scheme.startsWith('http') ? '//' : ''}slot.invalid/${slot}/mark` : `slot-${slot}-mark`;
  });
  for (const [slot, [holder, member]] of slotLeaves(marked).entries()) holder[member] = marks[slot];
  return { marks, json: JSON.stringify(marked), shape: shapeOf(marked) };
}

/** Undefined when a mark does not stand exactly once, in the order of the slots. */
function piecesOf(json: string, marks: readonly string[]): string[] | undefined {
  const pieces: string[] = [];
  let rest = json;
  for (const mark of marks) {
    const [before, after, ...more] = rest.split(JSON.stringify(mark));
    if (before === undefined || after === undefined || more.length > 0) return undefined;
    pieces.push(before);
    rest = after;
  }
  return [...pieces, rest];
}
