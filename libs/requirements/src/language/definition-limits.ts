import { type DefinitionRefusal, refusalAt } from './definition-refusal.js';

const NODES_MAX = 5_000;
const DEPTH_MAX = 32;

/** Nesting of plain JSON: a node and its `of` are two levels; the rest is left to selectors within selectors. */
const JSON_DEPTH_MAX = 2 * DEPTH_MAX + 64;
const JSON_VALUES_MAX = 200_000;

/** RFC 8785 has no form for a lone surrogate, and no store keeps a NUL. */
const unstorable = /[\p{Surrogate}\0]/u;

/** Keys that reach the prototype of the object they stand in. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly above: Place | null;
  readonly jsonDepth: number;
  /** Of the node that this is, or of those in this list; 0 elsewhere. */
  readonly nodeDepth: number;
}

/**
 * Refuses what is too large to be read safely, before anything recursive sees it: values that are not JSON, documents
 * nested too deep, more than 5,000 nodes or nodes deeper than 32 (pathways.md section 2). Walks without recursion.
 */
export function limitRefusal(input: unknown): DefinitionRefusal | null {
  const open: Place[] = [{ value: input, key: '', above: null, jsonDepth: 0, nodeDepth: 0 }];
  let values = 1;
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, jsonDepth } = next;
    const fault = faultOf(value);
    if (fault) return refusalAt(fault.code, pathTo(next), fault.message);
    if (typeof value !== 'object' || value === null) continue;
    if (jsonDepth > JSON_DEPTH_MAX) return refusalAt('TOO_DEEP', [], 'The document is nested too deep.');
    const isNode = next.nodeDepth > 0 && !Array.isArray(value);
    if (isNode && next.nodeDepth > DEPTH_MAX) return refusalAt('TOO_DEEP', pathTo(next), `Nodes are nested at most ${DEPTH_MAX} deep: use fewer levels.`);
    nodes += isNode ? 1 : 0;
    // A list of nodes is refused by its length, before each of them is looked at.
    if (nodes + (next.nodeDepth > 0 && Array.isArray(value) ? value.length : 0) > NODES_MAX)
      return refusalAt('TOO_LARGE', [], `A definition has at most ${NODES_MAX} nodes: use a selector in place of a long list.`);
    const members = Object.entries(value);
    values += members.length;
    if (values > JSON_VALUES_MAX) return refusalAt('TOO_LARGE', [], `A definition has at most ${JSON_VALUES_MAX} values.`);
    for (const [key, child] of members) {
      const place = { value: child, key, above: next, jsonDepth: jsonDepth + 1, nodeDepth: nodeDepthOf(next, isNode, key) };
      if (!Array.isArray(value) && reserved.has(key)) return refusalAt('NAME_RESERVED', pathTo(place), `No key is called ${key}: choose another name.`);
      open.push(place);
    }
  }
  return null;
}

function faultOf(value: unknown): Pick<DefinitionRefusal, 'code' | 'message'> | null {
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return { code: 'NOT_JSON', message: 'This is no JSON value.' };
  if (typeof value === 'number' && !Number.isFinite(value)) return { code: 'NUMBER_OUT_OF_RANGE', message: 'This number is beyond what can be counted.' };
  if (typeof value === 'string' && unstorable.test(value)) return { code: 'FIELD_INVALID', message: 'Text has no lone surrogate and no NUL.' };
  return null;
}

/** Nodes stand in `requirements` and `of`, and as the `node` of a rule of maintenance or of an exit. */
function nodeDepthOf({ value, key: at, above, nodeDepth }: Place, isNode: boolean, key: string): number {
  if (Array.isArray(value)) return nodeDepth;
  if (isNode) return key === 'of' || key === 'node' ? nodeDepth + 1 : 0;
  if (above === null) return key === 'requirements' ? 1 : 0;
  const isExit = above.key === 'offRamps' && above.above?.above === null;
  const isMaintenance = at === 'maintenance' && above.above === null;
  return key === 'node' && (isExit || isMaintenance) ? 1 : 0;
}

function pathTo(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at.above !== null; at = at.above) path.unshift(at.key);
  return path;
}
