import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import { invalid, unknown, type Refusal } from './reading.js';

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** Parsing time grows with tags and attributes, and with the square of nested namespaces: all are counted before parsing. */
const TAGS_MAX = 10_000;
const ATTRIBUTES_MAX = 30_000;
const NAMESPACES_MAX = 200;
const DEPTH_MAX = 64;

export interface SvgDocument {
  document: Document;
  root: Element;
  /** In document order, the root first. */
  elements: Element[];
}

/**
 * SVG text to a tree. A document type without an inner part is passed over, its address never asked; entities are refused, so
 * there is nothing to expand. Nothing of the image is run or drawn.
 */
export function readSvg(text: string): { ok: true; svg: SvgDocument } | Refusal {
  if (text.includes('<!ENTITY')) return invalid('SVG_ENTITIES_REFUSED', 'The SVG image declares entities.');
  if (
    occurs(text, '<', TAGS_MAX) ||
    occurs(text, '="', ATTRIBUTES_MAX) ||
    occurs(text, 'xmlns', NAMESPACES_MAX)
  )
    return unknown('SVG_TOO_COMPLEX', 'The SVG image has more elements or attributes than are read.');
  const document = parsed(text);
  const root = document?.documentElement;
  if (!document || !root)
    return invalid('SVG_MALFORMED', 'The input begins like XML, but is not well-formed.');
  if (document.doctype?.internalSubset)
    return invalid('SVG_ENTITIES_REFUSED', 'The SVG image has a document type with declarations of its own.');
  if (root.localName !== 'svg' || (root.namespaceURI !== SVG_NAMESPACE && root.namespaceURI !== null))
    return unknown('FORMAT_NOT_SUPPORTED', 'The input is XML, but not an SVG image.');
  const elements = elementsOf(root);
  return elements
    ? { ok: true, svg: { document, root, elements } }
    : unknown('SVG_TOO_COMPLEX', `The SVG image is nested deeper than ${DEPTH_MAX} levels.`);
}

function parsed(text: string): Document | undefined {
  const refuse = (_level: string, message: string) => {
    throw new Error(message);
  };
  try {
    return new DOMParser({ onError: refuse, locator: false, normalizeLineEndings }).parseFromString(
      text,
      'image/svg+xml',
    );
  } catch {
    return undefined;
  }
}

/** XML 1.0 §2.11. The parser's own rule is that of XML 1.1, which turns U+2028 inside a credential into a line feed. */
function normalizeLineEndings(source: string): string {
  return source.replace(/\r\n?/g, '\n');
}

/** By a list instead of by recursion; undefined when nested too deep. */
function elementsOf(root: Element): Element[] | undefined {
  const found: Element[] = [];
  const open: { element: Element; depth: number }[] = [{ element: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > DEPTH_MAX) return undefined;
    found.push(next.element);
    for (let child = next.element.lastChild; child; child = child.previousSibling) {
      if (child.nodeType === child.ELEMENT_NODE)
        open.push({ element: child as Element, depth: next.depth + 1 });
    }
  }
  return found;
}

function occurs(text: string, what: string, max: number): boolean {
  let count = 0;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length))
    if (++count > max) return true;
  return false;
}
