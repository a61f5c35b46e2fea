import type { DrawnNode, DrawnPathway } from './drawn-pathway.js';
import type { Plan } from './map-layout.js';
import { standingWords } from './map-words.js';
import { isRightToLeft, wrapped } from './wrapped-text.js';

/** Most boxes of one picture; what lies beneath the others is told by the text alone. */
export const boxesMax = 250;
export const boxWidth = 236;
export const padding = 12;
export const goalId = ' goal';

const lineHeight = 18;
const smallLine = 16;

/** A box with its texts, broken into lines. */
export interface MapBox {
  readonly id: string;
  /** Whole title, for whoever points at the box. */
  readonly whole: string;
  readonly asks: readonly string[];
  readonly title: readonly string[];
  /** Where the earner is, in words. */
  readonly standing: readonly string[];
  readonly state: string | null;
  readonly optional: boolean;
  readonly milestone: boolean;
  /** Nodes beneath it that are not drawn. */
  readonly folded: number;
  readonly height: number;
  readonly isGoal: boolean;
}

export interface MapPlan {
  readonly plan: Plan;
  readonly boxes: ReadonlyMap<string, MapBox>;
  /** Nodes that are not drawn. */
  readonly folded: number;
}

/** Which boxes a picture has, how large each is, and what leads to what. Goes as deep as there is room for whole levels. */
export function planOf(pathway: DrawnPathway): MapPlan {
  const depth = depthThatFits(pathway.nodes);
  const boxes: MapBox[] = [goalOf(pathway)];
  const lines: { from: string; to: string; isOrder: boolean }[] = [];
  let folded = 0;
  const place = (node: DrawnNode, parent: string, level: number): void => {
    if (boxes.length > boxesMax) {
      folded += 1 + beneath(node);
      return;
    }
    const hidden = level >= depth ? beneath(node) : 0;
    folded += hidden;
    boxes.push(boxOf(node, hidden));
    lines.push({ from: node.id, to: parent, isOrder: false });
    if (hidden === 0) for (const child of node.children) place(child, node.id, level + 1);
  };
  for (const node of pathway.nodes) place(node, goalId, 1);
  const drawn = new Set(boxes.map(({ id }) => id));
  for (const { before, after } of pathway.order) {
    if (before !== after && drawn.has(before) && drawn.has(after)) lines.push({ from: before, to: after, isOrder: true });
  }
  return {
    plan: {
      boxes: boxes.map(({ id, height }) => ({ id, width: boxWidth, height })),
      lines,
      direction: isRightToLeft(pathway.title) ? 'RL' : 'LR',
    },
    boxes: new Map(boxes.map((box) => [box.id, box])),
    folded,
  };
}

function goalOf({ title, asks, leadsTo, progress }: DrawnPathway): MapBox {
  const said = leadsTo === null ? asks : `${asks}, for: ${leadsTo}`;
  const standing = progress ? `${progress.word}, ${progress.satisfied} of ${progress.total}` : null;
  return sized({ id: goalId, whole: title, said, standing, state: progress ? (progress.word === 'Complete' ? 'SATISFIED' : 'PARTIAL') : null, optional: false, milestone: false, folded: 0, isGoal: true });
}

const boxOf = (node: DrawnNode, folded: number): MapBox =>
  sized({
    id: node.id,
    whole: node.title,
    said: `${node.title === node.asks ? '' : node.asks}${node.optional ? ' (optional)' : ''}`.trim(),
    standing: node.standing && standingWords(node.standing),
    state: node.standing?.state ?? null,
    optional: node.optional,
    milestone: node.milestone,
    folded,
    isGoal: false,
  });

function sized({ said, standing, ...box }: Omit<MapBox, 'asks' | 'title' | 'standing' | 'height'> & { readonly said: string; readonly standing: string | null }): MapBox {
  const inside = boxWidth - 2 * padding;
  const title = wrapped(box.whole, (inside / 14) * 10, 3);
  const asks = said === '' ? [] : wrapped(said, (inside / 12) * 10, 2);
  // The sign of the state stands before its words.
  const words = standing === null ? [] : wrapped(standing, ((inside - 24) / 12) * 10, 2);
  const more = box.folded > 0 ? 1 : 0;
  const height = 2 * padding + title.length * lineHeight + (asks.length + words.length + more) * smallLine + (words.length > 0 ? 6 : 0);
  return { ...box, title, asks, standing: words, height };
}

const beneath = (node: DrawnNode): number => node.children.reduce((sum, child) => sum + 1 + beneath(child), 0);

/** The number of levels that can be drawn whole; at least the first. */
function depthThatFits(nodes: readonly DrawnNode[]): number {
  let level = nodes;
  let count = nodes.length;
  for (let depth = 1; ; depth += 1) {
    level = level.flatMap(({ children }) => children);
    count += level.length;
    if (level.length === 0 || count > boxesMax) return depth;
  }
}
