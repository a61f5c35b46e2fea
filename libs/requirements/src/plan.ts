import type { CivilDate } from './civil-date.js';
import type { PathwayDefinition, PathwayNode } from './definition.js';
import type { ValidityRule } from './holding.js';

/** A definition in flat form, with its defaults filled in. */
export interface Plan {
  readonly pathway: string | null;
  readonly version: number;
  readonly nodes: readonly PlanNode[];
  /** Counted top-level nodes in declared order. */
  readonly requirements: readonly number[];
  /** Achievement -> position of its group: the award nodes that ask for it. */
  readonly groupOf: ReadonlyMap<string, number>;
  readonly groups: readonly (readonly number[])[];
  readonly vacuous: boolean;
  readonly enrolmentRequired: boolean;
  readonly priorAwardsIgnored: boolean;
  readonly enrolFrom: CivilDate | null;
  readonly enrolUntil: CivilDate | null;
  readonly teachOutUntil: CivilDate | null;
}

/** One node in the flat form: a parent always stands before its children. */
export interface PlanNode {
  readonly id: string;
  /** Position of the parent; -1 at the top level. */
  readonly parent: number;
  /** Not `optional`: counts in its parent, or at the top level in `total`. */
  readonly counts: boolean;
  /** How many children must be satisfied; 1 for an award node, which asks for an award instead. */
  readonly need: number;
  readonly children: readonly number[];
  /** Position in `Plan.groups`; -1 for a node that is no award node. */
  readonly group: number;
  readonly rule: ValidityRule | null;
}

export function planOf(definition: PathwayDefinition): Plan {
  const stands = definition.completion?.onRevocation === 'stands';
  const nodes: PlanNode[] = [];
  const groupOf = new Map<string, number>();
  const groups: number[][] = [];

  const add = (node: PathwayNode, parent: number): number => {
    const at = nodes.length;
    const shared = { id: node.id, parent, counts: node.optional !== true };
    if (node.kind === 'award') {
      const group = groupOf.get(node.achievement) ?? groups.push([]) - 1;
      groupOf.set(node.achievement, group);
      groups[group]?.push(at);
      nodes.push({
        ...shared,
        need: 1,
        children: [],
        group,
        rule: { validity: node.validity ?? 'activeNow', stands },
      });
      return at;
    }
    const children: number[] = [];
    const need = needOf(node);
    nodes.push({ ...shared, need, children, group: -1, rule: null });
    for (const child of node.of) children.push(add(child, at));
    return at;
  };

  const top = definition.requirements.map((node) => add(node, -1));
  const requirements = top.filter((at) => nodes[at]?.counts);
  return {
    pathway: definition.id ?? null,
    version: definition.version ?? 1,
    nodes,
    requirements,
    groupOf,
    groups,
    vacuous: definition.requirements.filter((node) => node.optional !== true).every(holdsWithNothing),
    enrolmentRequired: definition.policy.enrolment === 'required',
    priorAwardsIgnored: definition.policy.priorAwards === 'ignore',
    enrolFrom: definition.versioning?.enrolFrom ?? definition.publishedOn ?? null,
    enrolUntil: definition.versioning?.enrolUntil ?? null,
    teachOutUntil: definition.versioning?.teachOutUntil ?? null,
  };
}

/** How many of its children (`optional` ones left out) a node needs; a threshold below 0 reads as 0. */
export function needOf(node: Exclude<PathwayNode, { kind: 'award' }>): number {
  if (node.kind === 'all') return countedChildren(node).length;
  return node.kind === 'any' ? 1 : Math.max(0, node.n);
}

export function countedChildren(node: Exclude<PathwayNode, { kind: 'award' }>): readonly PathwayNode[] {
  return node.of.filter((child) => child.optional !== true);
}

/** S11: satisfied without any award. */
export function holdsWithNothing(node: PathwayNode): boolean {
  if (node.kind === 'award') return false;
  return countedChildren(node).filter(holdsWithNothing).length >= needOf(node);
}
