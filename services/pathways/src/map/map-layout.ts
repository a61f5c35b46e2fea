import { Graph, layout } from '@dagrejs/dagre';

/** A box to be placed; sizes in px. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  /** Order between boxes, instead of belonging to one. */
  readonly isOrder: boolean;
}

/** What is to be laid out. Everything flows towards the goal, to the right or to the left. */
export interface Plan {
  /** The goal first, every other box after the one that it belongs to. */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly direction: 'LR' | 'RL';
}

/** Places: centres of boxes and bends of lines, in px. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  readonly lines: readonly (Line & { readonly points: readonly { readonly x: number; readonly y: number }[] })[];
}

const margin = 16;

/** Places every box so that lines cross little and no two boxes overlap. Same plan, same layout. */
export function layoutOf({ boxes, lines, direction }: Plan): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 18, ranksep: 56, marginx: margin, marginy: margin, ranker: 'tight-tree', edgesep: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  lines.forEach(({ from, to, isOrder }, at) => graph.setEdge(from, to, isOrder ? { weight: 0 } : { weight: 2 }, String(at)));
  layout(graph, { customOrder: (ranked: Ranked) => inGivenOrder(ranked, boxes) });
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map(({ id }) => ({ id, x: graph.node(id).x ?? 0, y: graph.node(id).y ?? 0 })),
    lines: lines.map((line, at) => ({ ...line, points: graph.edge({ v: line.from, w: line.to, name: String(at) }).points ?? [] })),
  };
}

/** A graph once everything has its rank; a line through a rank stands there as a node. */
interface Ranked {
  nodes(): string[];
  node(id: string): { readonly rank?: number; readonly edgeObj?: { readonly v: string }; order?: number };
}

/**
 * Side by side everything stands in the order in which it is given, a line in the place of the box that it comes from: so
 * whatever belongs to one box stays together, and lines of a tree never cross.
 */
function inGivenOrder(graph: Ranked, boxes: readonly Box[]): void {
  const given = new Map(boxes.map(({ id }, at) => [id, at]));
  const nodes = graph.nodes().map((id) => {
    const label = graph.node(id);
    return { label, rank: label.rank ?? 0, place: given.get(label.edgeObj?.v ?? id) ?? 0 };
  });
  const filled = new Map<number, number>();
  for (const { label, rank } of nodes.sort((one, other) => one.place - other.place)) {
    const order = filled.get(rank) ?? 0;
    label.order = order;
    filled.set(rank, order + 1);
  }
}
