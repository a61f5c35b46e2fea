/** Edges looked at before the smallest cycle found so far is taken for it: a graph that is one large ring needs no more. */
const stepsMax = 1_000_000;

/** The nodes of a cycle with the fewest edges, in order; undefined when there is none. Edges go from child to parent. */
export function smallestCycle(edges: readonly (readonly [string, string])[]): string[] | undefined {
  const parents = new Map<string, string[]>();
  for (const [from, to] of edges) addTo(parents, from, to);
  let best: string[] | undefined;
  let steps = 0;
  for (const start of nodesOnCycles(parents)) {
    const found = shortestWayBack(start, parents, best?.length ?? Infinity, () => (steps += 1) < stepsMax);
    best = found ?? best;
    if (best?.length === 1 || steps >= stepsMax) break;
  }
  return best;
}

/** What is left after everything without parents, then without children, is taken away again and again. */
function nodesOnCycles(parents: ReadonlyMap<string, readonly string[]>): Set<string> {
  const children = new Map<string, string[]>();
  for (const [child, its] of parents) for (const parent of its) addTo(children, parent, child);
  const left = new Set([...parents.keys(), ...children.keys()]);
  for (const [ahead, behind] of [
    [parents, children],
    [children, parents],
  ] as const) {
    const open = new Map([...left].map((node) => [node, (ahead.get(node) ?? []).filter((next) => left.has(next)).length]));
    const ended = [...open].filter(([, count]) => count === 0).map(([node]) => node);
    for (let node = ended.pop(); node !== undefined; node = ended.pop()) {
      left.delete(node);
      for (const next of behind.get(node) ?? []) {
        const count = (open.get(next) ?? 0) - 1;
        open.set(next, count);
        if (count === 0) ended.push(next);
      }
    }
  }
  return left;
}

/** Breadth first; undefined when it is not shorter than `bound`. */
function shortestWayBack(start: string, parents: ReadonlyMap<string, readonly string[]>, bound: number, go: () => boolean): string[] | undefined {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  let front = [start];
  for (let length = 1; front.length > 0 && length < bound; length += 1) {
    const next: string[] = [];
    for (const node of front) {
      for (const parent of parents.get(node) ?? []) {
        if (parent === start) return wayTo(node, cameFrom);
        if (cameFrom.has(parent) || !go()) continue;
        cameFrom.set(parent, node);
        next.push(parent);
      }
    }
    front = next;
  }
  return undefined;
}

function wayTo(last: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = [];
  for (let node: string | null | undefined = last; node != null; node = cameFrom.get(node)) way.push(node);
  return way.reverse();
}

function addTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
