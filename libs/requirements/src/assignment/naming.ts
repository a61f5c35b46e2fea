import type { Equivalences } from '../eligibility/equivalences.js';
import type { CountingNode } from '../language/pathway.js';

/** Which achievements a node names: only awards that are or stand for one of them may be counted there. Undefined: it names none. */
export const namedAt = (node: CountingNode): readonly string[] | undefined => (node.kind === 'award' ? [node.achievement] : node.from.achievementIn);

/** The achievements whose awards a node may count on some day, by what it names. */
export const acceptedAt = (node: CountingNode, named: readonly string[], equivalences: Equivalences): readonly string[] =>
  node.kind === 'award' && node.acceptEquivalents === false ? named : equivalences.acceptedFor(named);

/** The counting nodes of a version by the achievements that they name, so that an award is asked only for nodes that may want it. */
export class Naming {
  private readonly byAchievement = new Map<string, string[]>();
  /** Nodes that name no achievement, and may count any. */
  private readonly anything: string[] = [];

  constructor(counting: readonly CountingNode[], equivalences: Equivalences) {
    for (const node of counting) {
      const named = namedAt(node);
      if (named) for (const achievement of acceptedAt(node, named, equivalences)) this.name(achievement, node.id);
      else this.anything.push(node.id);
    }
  }

  /** Ids of the nodes that may count awards of some of these achievements; all others count none. */
  nodesFor(achievements: Iterable<string>): ReadonlySet<string> {
    const nodes = new Set(this.anything);
    for (const achievement of achievements) for (const id of this.byAchievement.get(achievement) ?? []) nodes.add(id);
    return nodes;
  }

  private name(achievement: string, node: string): void {
    const nodes = this.byAchievement.get(achievement);
    if (nodes) nodes.push(node);
    else this.byAchievement.set(achievement, [node]);
  }
}
