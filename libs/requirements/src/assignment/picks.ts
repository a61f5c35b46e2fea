import type { CountingNode } from '../language/pathway.js';
import type { Pair } from './matching.js';
import type { Sharing } from './sharing.js';

/** An assignment in the making: which pairs are counted, under which identity, and which nodes are chosen. Any part of it can be taken back. */
export class Picks {
  private readonly taken: { readonly pair: Pair; readonly identity: string }[] = [];
  private readonly byUnit = new Map<string, Pair[]>();
  private readonly byNode = new Map<string, { readonly pair: Pair; readonly identity: string }[]>();
  /** Units and identities that are taken at a node. */
  private readonly used = new Set<string>();
  private readonly chosen: string[] = [];
  private readonly isIn = new Set<string>();

  constructor(private readonly sharing: Sharing) {}

  /** Counts a pair at its node if its unit and an identity are free there, and no node that conflicts counts the unit. */
  take(pair: Pair): boolean {
    const { id } = pair.node;
    const here = this.byNode.get(id) ?? [];
    if (this.used.has(`${id} ${pair.unit}`)) return false;
    const identity = pair.identities.find((one) => !this.used.has(`${id}=${one}`));
    if (identity === undefined) return false;
    const others = this.byUnit.get(pair.unit) ?? [];
    if (others.some(({ node }) => this.sharing.conflict(node.id, id) && !this.sharing.allowed(node.id, id))) return false;
    const taken = { pair, identity };
    this.used.add(`${id} ${pair.unit}`).add(`${id}=${identity}`);
    this.taken.push(taken);
    this.byNode.set(id, here);
    here.push(taken);
    this.byUnit.set(pair.unit, others);
    others.push(pair);
    return true;
  }

  choose(id: string): void {
    this.chosen.push(id);
    this.isIn.add(id);
  }

  isChosen(id: string): boolean {
    return this.isIn.has(id);
  }

  at(node: CountingNode): readonly { readonly pair: Pair; readonly identity: string }[] {
    return this.byNode.get(node.id) ?? [];
  }

  /** What is counted at these nodes, each unit once by its largest amount. */
  sumAt(nodes: readonly CountingNode[], amountOf: (pair: Pair) => number): number {
    const units = new Map<string, number>();
    for (const node of nodes) for (const { pair } of this.at(node)) units.set(pair.unit, Math.max(units.get(pair.unit) ?? 0, amountOf(pair)));
    let sum = 0;
    for (const amount of units.values()) sum += amount;
    return sum;
  }

  mark(): readonly [taken: number, chosen: number] {
    return [this.taken.length, this.chosen.length];
  }

  undo([taken, chosen]: readonly [taken: number, chosen: number]): void {
    while (this.taken.length > taken) {
      const { pair, identity } = this.taken.pop()!;
      this.used.delete(`${pair.node.id} ${pair.unit}`);
      this.used.delete(`${pair.node.id}=${identity}`);
      this.byNode.get(pair.node.id)!.pop();
      this.byUnit.get(pair.unit)!.pop();
    }
    while (this.chosen.length > chosen) this.isIn.delete(this.chosen.pop()!);
  }

  all(): readonly Pair[] {
    return this.taken.map(({ pair }) => pair);
  }
}
