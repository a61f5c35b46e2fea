/**
 * An operation that knows the types of its data and its variables: what codegen's client preset makes with
 * `documentMode: 'string'`, and what this package exports ready-made, with types from the partner contract (codegen.ts). A
 * plain string is one, too, of unknown types.
 */
export interface TypedDocument<Data, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Data;
}

/** @throws TypeError for a parsed document, whose text is not at hand */
export function textOf(document: TypedDocument<unknown, never>): string {
  const text = String(document);
  if (text === '[object Object]') throw new TypeError("The document is parsed already. Have codegen make strings (documentMode: 'string'), or pass print(document).");
  return text;
}

/** What is passed over to find out what a document does: comments, texts in quotes, names, and anything else by the character. */
const token = /#[^\n]*|"""(?:\\"""|[^"]|"(?!""))*"""|"(?:\\.|[^"\\\n])*"|[_A-Za-z]\w*|[^\s]/g;

/** Whether the first operation of a document writes. Fragments may stand before it. */
export function writes(text: string): boolean {
  let depth = 0;
  let inFragment = false;
  for (const [word] of text.matchAll(token)) {
    if (depth === 0 && !inFragment) {
      if (word === 'mutation') return true;
      if (word === '{' || word === 'query' || word === 'subscription') return false;
      inFragment = word === 'fragment';
    }
    if (word === '{') depth += 1;
    else if (word === '}') depth -= 1;
    if (word === '}' && depth === 0) inFragment = false;
  }
  return false;
}
