import type { CivilDate } from '../civil-date.js';
import { type LinearPlan, linearPlanOf } from '../assignment/linear/plan.js';
import { Naming } from '../assignment/naming.js';
import { Sharing } from '../assignment/sharing.js';
import { Equivalences } from '../eligibility/equivalences.js';
import type { World } from '../facts/facts.js';
import type { CountingNode, Edge, Maintenance, Node, Pathway } from '../language/pathway.js';
import { countedIn, descend, edgesOf, isCounting, nodesIn, treesOf } from '../language/tree.js';
import { holdsWithNothing } from '../language/with-nothing.js';

/** One version made ready for many questions; immutable. */
export interface VersionRules {
  readonly number: number;
  readonly pathway: Pathway;
  /** The requirements that count, in declared order. */
  readonly roots: readonly Node[];
  readonly edges: readonly Edge[];
  readonly sharing: Sharing;
  readonly equivalences: Equivalences;
  readonly stands: boolean;
  /** By id, `optional` nodes and those of exits and of maintenance included. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** The counting nodes among them. */
  readonly counting: readonly CountingNode[];
  readonly naming: Naming;
  /** Every rule by which something has to be kept up: of the pathway and of its nodes. */
  readonly maintenance: readonly Maintenance[];
  /** The pathways that it looks at. */
  readonly looksAt: ReadonlySet<string>;
  /** Whether nothing at all satisfies it (S11); null where that depends on the day. */
  readonly vacuous: boolean | null;
  /** How its requirements are counted bottom up; null where that could be wrong. */
  readonly linear: LinearPlan | null;
}

export function rulesOf(pathway: Pathway, world: World): VersionRules {
  return rulesWith(pathway, new Equivalences(pathway.policy.equivalences ?? [], world.isRepeatable));
}

/** The same where the equivalences are ready. */
export function rulesWith(pathway: Pathway, equivalences: Equivalences): VersionRules {
  const { requirements, policy, maintenance } = pathway;
  const trees = treesOf(pathway);
  const nodes = new Map(trees.flatMap((tree) => [...descend(tree)]).map((node) => [node.id, node]));
  const all = [...nodes.values()];
  const counting = all.filter(isCounting);
  const roots = countedIn(requirements);
  const edges = bindingEdges(pathway, trees);
  const sharing = new Sharing(pathway, trees.slice(nodesIn(requirements).length));
  return {
    number: pathway.version ?? 1,
    pathway,
    roots,
    edges,
    sharing,
    equivalences,
    stands: pathway.completion?.onRevocation === 'stands',
    nodes,
    counting,
    naming: new Naming(counting, equivalences),
    maintenance: [...(maintenance ? [maintenance] : []), ...all.filter((node) => node.kind === 'maintain')],
    looksAt: new Set([...all.flatMap((node) => (node.kind === 'pathwayCompleted' ? [node.pathway] : [])), ...(policy.crossPathway ?? []).flatMap(({ pathways }) => pathways)]),
    vacuous: vacuityOf(roots, edges),
    linear: linearPlanOf({ roots, edges, policy, isMaintained: Boolean(maintenance), hasEquivalences: !equivalences.isEmpty }),
  };
}

/** Cycles go by the day, and an edge can ask for what nobody chooses, such as a child of none of some. */
function vacuityOf(roots: readonly Node[], edges: readonly Edge[]): boolean | null {
  if (!roots.every((root) => holdsWithNothing(root, () => true))) return false;
  const isPlain = edges.length === 0 && !roots.some((root) => [...descend(root, true)].some(({ kind }) => kind === 'maintain'));
  return isPlain || null;
}

/** Those of the requirements, and those within what is judged apart; none that names an optional node of it. */
function bindingEdges(pathway: Pathway, trees: readonly Node[]): Edge[] {
  const apart = trees.slice(nodesIn(pathway.requirements).length);
  return [...edgesOf(pathway), ...apart.flatMap((tree) => edgesOf({ ...pathway, requirements: [{ ...tree, optional: false }] }))];
}

/** Whether a version may be enrolled in on a day: [enrolFrom, enrolUntil). */
export function isOpenOn({ pathway: { versioning, publishedOn } }: Pick<VersionRules, 'pathway'>, day: CivilDate): boolean {
  const from = versioning?.enrolFrom ?? publishedOn;
  const until = versioning?.enrolUntil;
  return (from === undefined || from <= day) && (until === undefined || day < until);
}
