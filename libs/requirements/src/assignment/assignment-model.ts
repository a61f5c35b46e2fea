import type { Edge, Node } from '../language/pathway.js';
import { countedIn, isCounting, isSumOf } from '../language/tree.js';
import { LinearModel, type Solution, type Term, type Variable } from './linear-model.js';
import { addContributions, type Contribution, type Figure } from './contributions.js';
import { thresholdOf } from './threshold.js';
import { addEdge } from './order-rows.js';
import type { Sharing } from './sharing.js';
import { addSharing, type CrossLimit } from './sharing-rows.js';
import type { Pair } from './matching.js';
import type { Situation } from './situation.js';

/** One way in which a pair may be counted: under one identity. */
export interface PairVariable {
  readonly pair: Pair;
  readonly variable: Variable;
}

export interface AssignmentOptions {
  readonly sharing: Sharing;
  readonly edges: readonly Edge[];
  readonly limits: readonly CrossLimit[];
  /** The node whose figure is asked for rather than its choice: without threshold, floors and spread. */
  readonly open?: string;
}

/** The assignment of S7 over some requirements as a mixed integer programme (section 11). */
export class AssignmentModel {
  readonly model = new LinearModel();
  /** Whether a node is chosen. */
  readonly chosen = new Map<string, Variable>();
  readonly pairs = new Map<string, PairVariable[]>();
  /** What a `count` or `sum` counts: hundredths for a sum. */
  readonly figures = new Map<string, Figure>();

  constructor(
    readonly roots: readonly Node[],
    private readonly situation: Situation,
    private readonly options: AssignmentOptions,
  ) {
    for (const root of roots) this.add(root);
    addSharing(this.model, [...this.pairs.values()].flat(), options.sharing, situation.judging.policy, options.limits);
    for (const edge of options.edges) addEdge(this.model, edge, this.chosen, (id) => this.beneath(id));
  }

  /** All ways in which awards are counted at or beneath a node. */
  beneath(id: string): PairVariable[] {
    const node = this.nodes.get(id);
    return node ? this.countedUnder(node) : [];
  }

  chosenTerms(nodes: readonly Node[]): Term[] {
    return nodes.map(({ id }): Term => [1, this.choice(id)]);
  }

  isChosen(solution: Solution, id: string): boolean {
    const variable = this.chosen.get(id);
    return variable !== undefined && solution.value(variable) > 0.5;
  }

  private readonly nodes = new Map<string, Node>();

  private choice(id: string): Variable {
    const variable = this.chosen.get(id);
    if (variable === undefined) throw new Error(`node ${id} is in no model`);
    return variable;
  }

  /** Adds a node with all beneath it. `ordinary` is its choice by what it asks; waived, it may be chosen without. */
  private add(node: Node): void {
    const { model, situation } = this;
    this.nodes.set(node.id, node);
    const ordinary = model.binary();
    const waived = situation.isWaived(node);
    const chosen = waived ? model.binary() : ordinary;
    this.chosen.set(node.id, chosen);
    if (waived) model.implies(ordinary, chosen);
    const open = this.options.open === node.id;
    if (isCounting(node)) return this.addCounting(node, ordinary, open);
    if ('of' in node) return this.addParent(node, ordinary, open);
    if (!situation.holds(node)) model.atMost([[1, ordinary]], 0);
  }

  private addCounting(node: Extract<Node, { kind: 'award' | 'count' | 'sum' }>, ordinary: Variable, open: boolean): void {
    if (!isCounting(node)) return;
    const { model, situation } = this;
    const pairs = situation.pairsAt(node);
    const ways = pairs.flatMap((pair) => pair.identities.map((identity) => ({ pair, identity, variable: model.binary() })));
    this.pairs.set(node.id, ways);
    for (const group of [Map.groupBy(ways, ({ identity }) => identity), Map.groupBy(ways, ({ pair }) => pair.unit)])
      for (const same of group.values()) if (same.length > 1) model.atMost(ones(same), 1);
    if (node.kind === 'award') {
      if (open) model.atMost(ones(ways), 1);
      else model.equal([...ones(ways), [-1, ordinary]], 0);
      return;
    }
    if (!open) for (const { variable } of ways) model.implies(variable, ordinary);
    const counted: Contribution[] = pairs.map((pair) => ({ view: pair.view, amount: pair.amount, by: ways.filter((way) => way.pair === pair).map(({ variable }): Term => [1, variable]) }));
    this.figures.set(node.id, addContributions(model, node, counted, { ordinary, need: situation.needOf(node, node.atLeast), open, situation }));
  }

  private addParent(node: Extract<Node, { of: unknown }>, ordinary: Variable, open: boolean): void {
    const { model, situation } = this;
    const children = countedIn(node.of);
    for (const child of children) this.add(child);
    const terms = this.chosenTerms(children);
    if (isSumOf(node)) {
      if (!open) for (const [, child] of terms) model.implies(child, ordinary);
      const counted = this.sumOfContributions(node);
      this.figures.set(node.id, addContributions(model, node, counted, { ordinary, need: situation.needOf(node, node.atLeast), open, situation }));
      return;
    }
    const need = thresholdOf(node, situation);
    if (open) return model.atMost(terms, need);
    if (node.kind === 'all') for (const [, child] of terms) model.equal([[1, child], [-1, ordinary]], 0);
    else model.equal([...terms, [-need, ordinary]], 0);
  }

  /** Every unit counted beneath adds its measure once; of two awards of one unit the larger (section 2). */
  private sumOfContributions(node: Extract<Node, { kind: 'sum' }>): Contribution[] {
    const { model, situation } = this;
    const units = Map.groupBy(this.countedUnder(node, true), ({ pair }) => pair.unit);
    return [...units.values()].flatMap((ways) => {
      const awards = Map.groupBy(ways, ({ pair }) => pair.view.award.id);
      const amounts = [...awards.values()].map((of) => ({ of, view: of[0]!.pair.view, amount: situation.amountAt(node, of[0]!.pair.view) }));
      amounts.sort((a, b) => b.amount - a.amount);
      const larger: Term[] = [];
      const added = amounts.map(({ of, view, amount }): Contribution => {
        const adds = model.binary();
        model.atMost([[1, adds], ...ones(of).map(([, variable]): Term => [-1, variable])], 0);
        for (const { variable } of of) model.atLeast([[1, adds], [-1, variable], ...larger], 0);
        larger.push([1, adds]);
        return { view, amount, by: [[1, adds]] };
      });
      model.atMost(larger, 1);
      return added;
    });
  }

  private countedUnder(node: Node, withoutItself = false): PairVariable[] {
    if (isCounting(node)) return withoutItself ? [] : (this.pairs.get(node.id) ?? []);
    return 'of' in node ? countedIn(node.of).flatMap((child) => this.countedUnder(child)) : [];
  }
}

const ones = (ways: readonly PairVariable[]): Term[] => ways.map(({ variable }): Term => [1, variable]);
