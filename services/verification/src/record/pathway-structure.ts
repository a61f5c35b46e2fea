import type { ClrAchievement, ClrAssociation } from '@cairn/credentials';

/** A pathway as its definition has it, and what of it is in the record. */
export interface RecordedPathway {
  /** Id under which the pathway itself stands in the record. */
  readonly rootId: string;
  readonly title: string;
  readonly definition: Readonly<Record<string, unknown>>;
  /** Achievements of the credentials in the record: the lineage, and the id that the document has. */
  readonly achieved: readonly { readonly achievement: string; readonly id: string }[];
  /** Achievement that completing the pathway leads to, if it leads to one. */
  readonly completion: string | null;
}

export interface RecordStructure {
  readonly achievements: readonly ClrAchievement[];
  readonly associations: readonly ClrAssociation[];
}

/** A node of a definition, as far as it is read here: other members may be there. */
interface Node {
  readonly id?: unknown;
  readonly title?: unknown;
  readonly achievement?: unknown;
  readonly of?: unknown;
}

/**
 * What the record says of how its credentials hang together: groups with a title are children of the pathway, achievements
 * are parts of the group they stand in, and the advice on order becomes `precedes`. Nothing is named that is not in the record.
 */
export function structureOf(pathway: RecordedPathway): RecordStructure {
  const achievements: ClrAchievement[] = [];
  const associations: ClrAssociation[] = [];
  const placed = new Map<string, string>();
  const idsOf = (achievement: string) => pathway.achieved.filter((one) => one.achievement === achievement).map(({ id }) => id);
  const root = (pathway.completion === null ? undefined : idsOf(pathway.completion)[0]) ?? pathway.rootId;
  if (root === pathway.rootId) achievements.push(named(root, pathway.title, 'LearningProgram', `Every required part of the pathway ${pathway.title}.`));

  const visit = (node: Node, parent: string): boolean => {
    const ids = typeof node.achievement === 'string' ? idsOf(bare(node.achievement)).filter((id) => id !== root) : [];
    for (const id of ids) associations.push({ type: 'isPartOf', sourceId: id, targetId: parent });
    if (typeof node.id === 'string' && ids[0] !== undefined) placed.set(node.id, ids[0]);
    const title = textOf(node.title);
    const group = title !== undefined && typeof node.id === 'string' && nodesOf(node.of).length > 0 ? `${pathway.rootId}#${node.id}` : undefined;
    const before = associations.length;
    const below = nodesOf(node.of).map((inner) => visit(inner, group ?? parent));
    const isInside = ids.length > 0 || below.includes(true);
    if (group !== undefined && title !== undefined && below.includes(true)) {
      achievements.push(named(group, title, 'LearningProgram', `The required parts of ${title}.`));
      associations.splice(before, 0, { type: 'isChildOf', sourceId: group, targetId: parent });
      placed.set(String(node.id), group);
    }
    return isInside;
  };
  for (const node of nodesOf(pathway.definition['requirements'])) visit(node, root);

  for (const { before, after } of ordersOf(pathway.definition['order'])) {
    const [sourceId, targetId] = [placed.get(before), placed.get(after)];
    if (sourceId !== undefined && targetId !== undefined) associations.push({ type: 'precedes', sourceId, targetId });
  }
  // What counted by way of an equivalent stands nowhere in the definition.
  const placedIds = new Set(associations.map(({ sourceId }) => sourceId));
  for (const { id } of pathway.achieved) if (id !== root && !placedIds.has(id)) associations.push({ type: 'isPartOf', sourceId: id, targetId: root });
  return { achievements, associations: unique(associations) };
}

const named = (id: string, name: string, achievementType: string, criteriaNarrative: string): ClrAchievement => ({
  ...{ id, name, achievementType, criteriaNarrative },
  description: name,
});

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter((one): one is Node => typeof one === 'object' && one !== null) : []);

function ordersOf(value: unknown): { before: string; after: string }[] {
  return (nodesOf(value) as { before?: unknown; after?: unknown }[]).flatMap(({ before, after }) =>
    typeof before === 'string' && typeof after === 'string' ? [{ before, after }] : [],
  );
}

/** Definitions name achievements by their public ids. */
const bare = (id: string): string => id.replace(/^ach_/, '');

/** The first language there is, where a text has several. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const [first] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return typeof first === 'string' ? first : undefined;
}

const unique = (associations: readonly ClrAssociation[]): ClrAssociation[] => [
  ...new Map(associations.map((one) => [`${one.type} ${one.sourceId} ${one.targetId}`, one])).values(),
];
