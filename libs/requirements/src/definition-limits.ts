import type { DefinitionRefusal } from './definition-refusal.js';

export const NODES_MAX = 5_000;
export const DEPTH_MAX = 32;

/** Nesting of plain JSON: a node and its `of` are two levels, and a document around them a few more. */
const JSON_DEPTH_MAX = 2 * DEPTH_MAX + 16;
const JSON_VALUES_MAX = 200_000;

/** RFC 8785 has no form for a lone surrogate, and no store keeps a NUL. */
const unstorable = /[\p{Surrogate}\0]/u;

/**
 * Refuses what is too large to be read safely, before anything recursive sees it: values that are not JSON, documents
 * nested too deep, more than 5,000 nodes or nodes deeper than 32 (pathways.md section 2). Walks without recursion.
 */
export function limitRefusal(input: unknown): DefinitionRefusal | null {
  const open: { value: unknown; jsonDepth: number; nodeDepth: number; path: string[] }[] = [
    { value: input, jsonDepth: 0, nodeDepth: 0, path: [] },
  ];
  let values = 0;
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, jsonDepth, path } = next;
    if (++values > JSON_VALUES_MAX)
      return { code: 'TOO_LARGE', path: [], message: 'the document has too many values' };
    if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
      return { code: 'NOT_JSON', path, message: 'not a JSON value' };
    if (typeof value === 'string' && unstorable.test(value))
      return { code: 'FIELD_INVALID', path, message: 'text with a lone surrogate or a NUL' };
    if (typeof value !== 'object' || value === null) continue;
    if (jsonDepth > JSON_DEPTH_MAX)
      return { code: 'TOO_DEEP', path: [], message: 'the document is nested too deep' };
    const isNode = next.nodeDepth > 0 && !Array.isArray(value);
    if (isNode && next.nodeDepth > DEPTH_MAX)
      return { code: 'TOO_DEEP', path, message: `nodes are nested deeper than ${DEPTH_MAX}` };
    if (isNode && ++nodes > NODES_MAX)
      return { code: 'TOO_LARGE', path: [], message: `more than ${NODES_MAX} nodes` };
    const isDocument = jsonDepth === 0;
    for (const [key, child] of Object.entries(value)) {
      const nodeDepth = Array.isArray(value)
        ? next.nodeDepth
        : isDocument && key === 'requirements'
          ? 1
          : isNode && key === 'of'
            ? next.nodeDepth + 1
            : 0;
      open.push({ value: child, jsonDepth: jsonDepth + 1, nodeDepth, path: [...path, key] });
    }
  }
  return null;
}
