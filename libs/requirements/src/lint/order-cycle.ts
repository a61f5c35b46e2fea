import type { Edge, Node, Pathway } from '../language/pathway.js';
import { placedEdges, placedNodes } from '../language/places.js';
import { childrenOf } from '../language/tree.js';
import { error, type LintFinding } from './finding.js';

/**
 * CYCLE among edges: what would have to come before itself, and edges between a node and what is beneath it (section 5).
 * Nodes that are each other's corequisite are no cycle, and advice is none.
 */
export function orderCycles(pathway: Pathway): LintFinding[] {
  const nodes = new Map([...placedNodes(pathway)].map(({ part }) => [part.id, part]));
  const edges = [...placedEdges(pathway)].map(({ part }) => part).filter(({ before, after }) => nodes.has(before) && nodes.has(after));
  if (edges.length === 0) return [];
  const parents = parentsOf(nodes);
  const isAtOrBeneath = (id: string, above: string): boolean => {
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) if (at === above) return true;
    return false;
  };
  const [inside, apart] = [[] as Edge[], [] as Edge[]];
  for (const edge of edges) (isAtOrBeneath(edge.before, edge.after) || isAtOrBeneath(edge.after, edge.before) ? inside : apart).push(edge);
  const cycle = cycleOf(apart.filter(({ mode }) => mode === 'strictlyAfter' || mode === 'onOrAfter'), nodes, parents);
  return [
    ...inside.map(({ before, after }) => error('CYCLE', [before, after], `${before} and ${after} are one within the other: neither comes before the other.`)),
    ...(cycle ? [error('CYCLE', cycle, `Each of these would have to come before the next, and the last before the first: ${cycle.join(', ')}.`)] : []),
  ];
}

function parentsOf(nodes: ReadonlyMap<string, Node>): Map<string, string> {
  const parents = new Map<string, string>();
  for (const node of nodes.values()) for (const child of childrenOf(node)) parents.set(child.id, node.id);
  return parents;
}

/**
 * One cycle, as the nodes that its edges name. An edge to a node is one to all beneath it, and one from a node goes on from
 * whatever is above it, too: places `down:` and `up:` of each node, of which the first leads to children, the second to parents.
 */
function cycleOf(edges: readonly Edge[], nodes: ReadonlyMap<string, Node>, parents: ReadonlyMap<string, string>): string[] | null {
  const after = new Map<string, string[]>();
  for (const edge of edges) after.set(edge.before, [...(after.get(edge.before) ?? []), edge.after]);
  const next = (place: string): string[] => {
    const isDown = place.startsWith('down:');
    const id = place.slice(place.indexOf(':') + 1);
    const parent = parents.get(id);
    const beyond = isDown ? [`up:${id}`, ...childrenOf(nodes.get(id)!).map((child) => `down:${child.id}`)] : parent === undefined ? [] : [`up:${parent}`];
    return [...(isDown ? [] : (after.get(id) ?? []).map((one) => `down:${one}`)), ...beyond];
  };
  const done = new Set<string>();
  for (const { before } of edges) {
    // Depth first without recursion: definitions are deep enough to be cruel.
    const path: { readonly place: string; readonly open: string[] }[] = [{ place: `up:${before}`, open: next(`up:${before}`) }];
    const onPath = new Set([`up:${before}`]);
    while (path.length > 0 && !done.has(path[0]!.place)) {
      const at = path.at(-1)!;
      const to = at.open.pop();
      if (to === undefined) {
        done.add(at.place);
        onPath.delete(at.place);
        path.pop();
      } else if (onPath.has(to)) {
        return namesIn(path.map(({ place }) => place).slice(path.findIndex(({ place }) => place === to)));
      } else if (!done.has(to)) {
        onPath.add(to);
        path.push({ place: to, open: next(to) });
      }
    }
  }
  return null;
}

/** The nodes at which an edge is entered: from `up:` to `down:`. */
function namesIn(cycle: readonly string[]): string[] {
  return [...new Set(cycle.flatMap((place, at) => (place.startsWith('down:') && cycle.at(at - 1)!.startsWith('up:') ? [place.slice(5)] : [])))];
}
