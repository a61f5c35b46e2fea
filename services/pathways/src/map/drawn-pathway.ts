import { stateWords } from './map-words.js';

/** What a picture needs of a node of a definition; nodes of every kind have at least this. */
export interface NodeToDraw {
  readonly id: string;
  readonly kind: string;
  readonly title?: LocalisedTitle;
  readonly optional?: boolean;
  readonly milestone?: { readonly achievement: string };
  readonly achievement?: string;
  readonly pathway?: string;
  readonly by?: string;
  readonly n?: number;
  readonly atLeast?: number;
  readonly measure?: string;
  readonly cycle?: string;
  readonly of?: readonly PartToDraw[];
  readonly node?: NodeToDraw;
}

type LocalisedTitle = string | Readonly<Record<string, string>>;

export interface EdgeToDraw {
  readonly before: string;
  readonly after: string;
  readonly mode: string;
}

export type PartToDraw = NodeToDraw | EdgeToDraw;

/** What a picture needs of a definition. */
export interface DefinitionToDraw {
  readonly requirements: readonly PartToDraw[];
  readonly order?: readonly EdgeToDraw[];
  readonly completion?: { readonly achievement: string } | null;
}

/** How far an earner is at one node. Figures are in the measure of the node. */
export interface NodeStanding {
  readonly state: string;
  readonly have: number;
  readonly need: number;
  readonly blocking: string | null;
}

/** What the definition names by id. */
export interface Named {
  readonly title: string | null;
  /** Path of its public page; null when it has none. */
  readonly path: string | null;
}

export interface DrawnNode {
  readonly id: string;
  /** What has to be done: `Earn this achievement`, `2 of these`. */
  readonly asks: string;
  readonly title: string;
  readonly path: string | null;
  readonly optional: boolean;
  readonly milestone: boolean;
  readonly standing: NodeStanding | null;
  readonly children: readonly DrawnNode[];
}

/** A pathway as a picture and a text show it. */
export interface DrawnPathway {
  readonly title: string;
  readonly asks: string;
  /** Title of the achievement that completion leads to. */
  readonly leadsTo: string | null;
  readonly nodes: readonly DrawnNode[];
  readonly order: readonly EdgeToDraw[];
  readonly progress: { readonly satisfied: number; readonly total: number; readonly word: string } | null;
}

export interface Drawing {
  readonly title: string;
  readonly definition: DefinitionToDraw;
  readonly named: ReadonlyMap<string, Named>;
  readonly progress: { readonly state: string; readonly satisfied: number; readonly total: number; readonly nodes: ReadonlyMap<string, NodeStanding> } | null;
  /** Language tags of the reader, the one he likes best first. */
  readonly languages: readonly string[];
}

/** A definition in words, with the standing of an earner where there is one. */
export function drawnPathway({ title, definition, named, progress, languages }: Drawing): DrawnPathway {
  const nodes = nodesAmong(definition.requirements).map((node) => drawn(node, { named, languages, standing: progress?.nodes ?? new Map() }));
  const completion = definition.completion ? (named.get(definition.completion.achievement)?.title ?? null) : null;
  const required = nodes.filter(({ optional }) => !optional).length;
  return {
    title,
    asks: required === 1 ? 'One requirement' : `All ${required} requirements`,
    leadsTo: completion,
    nodes,
    order: [...(definition.order ?? []), ...edgesAmong(definition.requirements)],
    progress: progress && { satisfied: progress.satisfied, total: progress.total, word: stateWords(progress.state) },
  };
}

interface Seen {
  readonly named: ReadonlyMap<string, Named>;
  readonly languages: readonly string[];
  readonly standing: ReadonlyMap<string, NodeStanding>;
}

function drawn(node: NodeToDraw, seen: Seen): DrawnNode {
  const about = seen.named.get(node.achievement ?? node.pathway ?? '');
  const children = node.node ? [node.node] : nodesAmong(node.of ?? []);
  const asks = asksOf(node);
  return {
    id: node.id,
    asks,
    title: titleIn(node.title, seen.languages) ?? about?.title ?? asks,
    path: about?.path ?? null,
    optional: node.optional === true,
    milestone: node.milestone !== undefined,
    standing: seen.standing.get(node.id) ?? null,
    children: children.map((child) => drawn(child, seen)),
  };
}

function asksOf({ kind, n, atLeast, measure, by, cycle, of }: NodeToDraw): string {
  switch (kind) {
    case 'award':
      return 'Earn this achievement';
    case 'all':
      return 'All of these';
    case 'any':
      return 'One of these';
    case 'nOf':
      return `${n ?? 0} of these ${nodesAmong(of ?? []).length}`;
    case 'count':
      return atLeast === 1 ? 'At least 1 achievement' : `At least ${atLeast ?? 0} achievements`;
    case 'sum':
      return `At least ${atLeast ?? 0} ${measure ?? ''}`.trim();
    case 'pathwayCompleted':
      return 'Complete this pathway';
    case 'attested':
      return `Confirmed by: ${by ?? 'somebody'}`;
    case 'maintain':
      return `Kept up, once in ${cycle ?? 'each cycle'}`;
    default:
      return kind;
  }
}

export const isEdge = (part: PartToDraw): part is EdgeToDraw => 'before' in part;
const nodesAmong = (parts: readonly PartToDraw[]): NodeToDraw[] => parts.filter((part): part is NodeToDraw => !isEdge(part));
const edgesAmong = (parts: readonly PartToDraw[]): EdgeToDraw[] =>
  parts.flatMap((part) => (isEdge(part) ? [part] : part.of ? edgesAmong(part.of) : []));

/** Every id that a drawing shows the title of: achievements and pathways. */
export function idsToName({ requirements, completion }: DefinitionToDraw): { achievements: string[]; pathways: string[] } {
  const achievements = new Set<string>(completion ? [completion.achievement] : []);
  const pathways = new Set<string>();
  const visit = (node: NodeToDraw): void => {
    if (node.achievement) achievements.add(node.achievement);
    if (node.pathway) pathways.add(node.pathway);
    for (const child of node.node ? [node.node] : nodesAmong(node.of ?? [])) visit(child);
  };
  nodesAmong(requirements).forEach(visit);
  return { achievements: [...achievements], pathways: [...pathways] };
}

/** One text of a localised one: in the first language that it has, English, else the first of all. */
export function titleIn(title: LocalisedTitle | undefined, languages: readonly string[]): string | null {
  if (title === undefined || typeof title === 'string') return title ?? null;
  for (const language of languages) {
    const found = Object.entries(title).find(([tag]) => primary(tag) === primary(language));
    if (found) return found[1];
  }
  return title['en'] ?? Object.values(title)[0] ?? null;
}

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';
