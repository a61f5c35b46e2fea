import type { Node } from '@cairn/requirements';
import type { CtdlWriting } from './ctdl-writing.js';

/** Children that count, without edges. What is `optional` has no place in a condition. */
export function childrenToSay(writing: CtdlWriting, node: Extract<Node, { readonly of: unknown }>): Node[] {
  return toSay(writing, node.of.filter((part): part is Node => !('before' in part)));
}

export function toSay(writing: CtdlWriting, nodes: readonly Node[]): Node[] {
  return nodes.filter((node) => {
    if (node.optional) writing.report.approximated(`${writing.pointer(node)}/optional`, 'CTDL has no word for what is shown and never counted; left out');
    return !node.optional;
  });
}
