import type { Node, Pathway } from '../language/pathway.js';
import { childrenOf, descend, isCounting, isSumOf, nodesIn } from '../language/tree.js';

/** Counting nodes of one kind conflict with the same others, and may share with the same. */
interface Kind {
  readonly isSum: boolean;
  /** The sums over nodes that it is beneath. */
  readonly sumsOf: readonly string[];
  /** The nodes at or above it that the policy names. */
  readonly named: ReadonlySet<string>;
}

type NamedPair = readonly [string, string];

/** Which counting nodes of a version conflict, and which conflicting ones may share all the same (section 6). */
export class Sharing {
  private readonly trees: readonly Node[];
  private readonly hasSumOf: boolean;
  private readonly apart: readonly NamedPair[];
  private readonly together: readonly NamedPair[] | null;
  private found: { readonly kinds: readonly Kind[]; readonly kindOf: ReadonlyMap<string, number> } | null = null;
  private readonly conflicts = new Map<number, boolean>();

  constructor(
    private readonly pathway: Pick<Pathway, 'policy' | 'requirements'>,
    more: readonly Node[] = [],
  ) {
    const { exclusivityGroups = [], maySharePairs } = pathway.policy;
    this.trees = [...nodesIn(pathway.requirements), ...more];
    this.hasSumOf = this.trees.some((tree) => [...descend(tree)].some(isSumOf));
    this.apart = exclusivityGroups.flatMap(pairsOf).filter(([one, other]) => one !== other);
    this.together = maySharePairs?.flatMap(pairsOf) ?? null;
  }

  get isLimited(): boolean {
    const { maxSharedAwards, maxSharedMeasure } = this.pathway.policy;
    return maxSharedAwards !== undefined || maxSharedMeasure !== undefined;
  }

  /** No two nodes conflict, whatever they count. */
  get isFree(): boolean {
    const { sharing, exclusivityGroups = [] } = this.pathway.policy;
    return sharing === 'shared' && exclusivityGroups.length === 0 && !this.hasSumOf;
  }

  conflict(a: string, b: string): boolean {
    if (a === b) return false;
    if (this.pathway.policy.sharing === 'exclusive') return true;
    const [one, other] = [this.kindOf(a), this.kindOf(b)];
    return one !== null && other !== null && this.kindsConflict(one, other);
  }

  /** Whether a conflicting pair may share; limits may still bound how much. */
  allowed(a: string, b: string): boolean {
    const { together } = this;
    if (!together) return this.isLimited;
    const { kinds } = this.standing;
    const [one, other] = [this.kindOf(a), this.kindOf(b)];
    return one !== null && other !== null && joins(together, kinds[one]!, kinds[other]!);
  }

  /** Counting nodes of the same kind conflict with the same others; null for a node that counts nothing. */
  kindOf(node: string): number | null {
    return this.standing.kindOf.get(node) ?? null;
  }

  /** Whether a node of one kind conflicts with another node of the other. */
  kindsConflict(one: number, other: number): boolean {
    const { sharing } = this.pathway.policy;
    if (sharing === 'exclusive') return true;
    const { kinds } = this.standing;
    const key = one * kinds.length + other;
    let found = this.conflicts.get(key);
    if (found === undefined) {
      const [a, b] = [kinds[one]!, kinds[other]!];
      found = (sharing === 'exclusiveSums' && a.isSum && b.isSum) || a.sumsOf.some((sum) => b.sumsOf.includes(sum)) || joins(this.apart, a, b);
      this.conflicts.set(key, found);
    }
    return found;
  }

  /** Found when it is first asked for: where everything may be shared nobody does. */
  private get standing() {
    return (this.found ??= standingOf(this.trees, new Set([...this.apart, ...(this.together ?? [])].flat())));
  }
}

function standingOf(trees: readonly Node[], named: ReadonlySet<string>): { readonly kinds: readonly Kind[]; readonly kindOf: ReadonlyMap<string, number> } {
  const kinds: Kind[] = [];
  const numbers = new Map<string, number>();
  const kindOf = new Map<string, number>();
  const enter = (node: Node, above: readonly string[], sumsOf: readonly string[]): void => {
    const here = named.has(node.id) ? [...above, node.id] : above;
    if (isCounting(node)) {
      const kind: Kind = { isSum: node.kind === 'sum' || sumsOf.length > 0, sumsOf, named: new Set(here) };
      const key = JSON.stringify([kind.isSum, sumsOf, here]);
      const number = numbers.get(key) ?? kinds.push(kind) - 1;
      numbers.set(key, number);
      kindOf.set(node.id, number);
    }
    const under = isSumOf(node) ? [...sumsOf, node.id] : sumsOf;
    for (const child of childrenOf(node)) enter(child, here, under);
  };
  for (const tree of trees) enter(tree, [], []);
  return { kinds, kindOf };
}

/** A list of more than two stands for all its pairs. */
const pairsOf = (group: readonly string[]): NamedPair[] => group.flatMap((one, at) => group.slice(at + 1).map((other): NamedPair => [one, other]));

/** Whether one stands at or beneath the first of a pair, and the other at or beneath the second. */
const joins = (pairs: readonly NamedPair[], a: Kind, b: Kind): boolean => pairs.some(([one, other]) => (a.named.has(one) && b.named.has(other)) || (a.named.has(other) && b.named.has(one)));
