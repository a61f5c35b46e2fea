import type { Node } from '@cairn/requirements';

/** What an element, or a place in a pathway, asks for, before it has an id of its own. */
export interface Ask {
  readonly kind: 'all' | 'nOf';
  /** With `nOf`. */
  readonly n: number;
  readonly of: readonly Node[];
}

/** Several rules that all have to hold as the node of one element: rules over all of their things lose themselves in it. */
export function elementNode(id: string, asks: readonly Ask[], newId: (part: string) => string): Node {
  const [only, ...more] = asks;
  if (only && more.length === 0) return only.kind === 'nOf' ? { id, kind: 'nOf', n: only.n, of: only.of } : { id, kind: 'all', of: only.of };
  const of = asks.flatMap((ask, at): readonly Node[] => (ask.kind === 'all' ? ask.of : [{ id: newId(`${id}.${at + 1}`), kind: 'nOf', n: ask.n, of: ask.of }]));
  return { id, kind: 'all', of };
}
