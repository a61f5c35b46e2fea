import type { Edge, Node } from '../language/pathway.js';
import { descend } from '../language/tree.js';
import { AssignmentModel } from './assignment-model.js';
import { type Component, componentsOf } from './components.js';
import type { Ground } from './ground.js';
import { Judge } from './judge.js';
import type { Solution } from './linear-model.js';
import { isTooLarge, type Method, type Solved, solveTogether } from './method.js';
import { isPlain } from './plain.js';
import type { Sharing } from './sharing.js';
import type { CrossLimit } from './sharing-rows.js';
import type { Situation } from './situation.js';
import type { Solver } from './solver.js';

export interface Together {
  /** The largest number of requirements chosen in one assignment. */
  readonly satisfied: number;
  readonly exact: boolean;
  /** The dearest of the methods that were needed. */
  readonly method: Method;
  readonly bounds: { readonly atLeast: number; readonly atMost: number };
}

const dearness: readonly Method[] = ['linear', 'heuristic', 'flow', 'milp'];

/** Answers about the requirements of one version in one situation. */
export class Assignments implements Ground {
  readonly judge: Judge;
  private found: readonly Component[] | null = null;
  private readonly solved = new Map<Component, Solved>();

  constructor(
    readonly roots: readonly Node[],
    readonly situation: Situation,
    readonly sharing: Sharing,
    readonly edges: readonly Edge[],
    readonly limits: readonly CrossLimit[],
    readonly solver: Solver,
  ) {
    this.judge = new Judge(this);
  }

  /** S8. */
  together(): Together {
    let [atLeast, atMost] = [0, 0];
    let method: Method = 'linear';
    for (const component of this.components()) {
      const solved = this.solvedOf(component);
      atLeast += solved.atLeast;
      atMost += solved.atMost;
      if (dearness.indexOf(solved.method) > dearness.indexOf(method)) method = solved.method;
    }
    return { satisfied: atLeast, exact: atLeast === atMost, method, bounds: { atLeast, atMost } };
  }

  /** Whether all requirements hold together; null where that could not be decided. Asks for less than `together` where it can. */
  isComplete(): boolean | null {
    const components = this.components();
    // First what is cheap: one requirement that nothing else is in the way of, and that does not hold by itself.
    for (const { roots, entangled } of components) if (!entangled && roots.some((root) => this.isUnable(root))) return false;
    for (const { roots, entangled } of components) if (entangled && roots.some((root) => this.isUnable(root))) return false;
    let decided = true;
    for (const component of components) {
      const { atLeast, atMost } = this.solvedOf(component);
      if (atMost < component.roots.length) return false;
      decided &&= atLeast === atMost;
    }
    return decided ? true : null;
  }

  /**
   * The most that a requirement of kind `sum` or `count` counts in any assignment that attains `satisfied`; partially if it is
   * not chosen. Null where that could not be decided.
   */
  units(root: Node): number | null {
    const component = this.components().find(({ roots }) => roots.includes(root));
    if (!component) return 0;
    const { roots, entangled } = component;
    const { alone, exact, have, isHaveProven } = this.judge.of(root);
    if (!alone && !exact) return null;
    if (!entangled && (!alone || (root.kind === 'count' || root.kind === 'sum' ? !('of' in root) && isPlain(root) && !this.situation.isWaived(root) : false))) return isHaveProven ? have : null;
    const together = entangled ? roots : [root];
    const solved = entangled ? this.solvedOf(component) : { atLeast: 1, atMost: 1 };
    if (solved.atLeast < solved.atMost || isTooLarge(together, this)) return null;
    const [chosen, left] = [this.unitsIfChosen(root, together, solved.atLeast), this.unitsIfNotChosen(root, together, solved.atLeast)];
    return chosen === null || left === null ? null : Math.max(chosen, left);
  }

  /** Requirements that have to be judged together (section 11, step 2). */
  components(): readonly Component[] {
    this.found ??= componentsOf(this.roots, this.situation, this.sharing, this.edges, this.limits);
    return this.found;
  }

  private unitsIfChosen(root: Node, roots: readonly Node[], satisfied: number): number | null {
    const chosen = new AssignmentModel(roots, this.situation, this);
    chosen.model.atLeast(chosen.chosenTerms(roots), satisfied);
    chosen.model.atLeast(chosen.chosenTerms([root]), 1);
    return mostOf(chosen.model.maximise(chosen.figures.get(root.id) ?? [], this.solver));
  }

  /** No edge that names it binds it, but it satisfies no prerequisite either. */
  private unitsIfNotChosen(root: Node, roots: readonly Node[], satisfied: number): number | null {
    const [naming, others] = [this.edges.filter(({ before, after }) => before === root.id || after === root.id), roots.filter((one) => one !== root)];
    if (others.length < satisfied) return 0;
    const partial = new AssignmentModel(roots, this.situation, { ...this, edges: this.edges.filter((edge) => !naming.includes(edge)), limits: this.limits, sharing: this.sharing, open: root.id });
    partial.model.atMost(partial.chosenTerms([root]), 0);
    for (const { before, after } of naming) {
      const variable = before === root.id ? partial.chosen.get(after) : undefined;
      if (variable !== undefined) partial.model.atMost([[1, variable]], 0);
    }
    partial.model.atLeast(partial.chosenTerms(others), satisfied);
    return mostOf(partial.model.maximise(partial.figures.get(root.id) ?? [], this.solver));
  }

  private isUnable(root: Node): boolean {
    const { alone, exact } = this.judge.of(root);
    return !alone && exact;
  }

  private solvedOf(component: Component): Solved {
    let solved = this.solved.get(component);
    if (!solved) {
      solved = this.solve(component);
      this.solved.set(component, solved);
    }
    return solved;
  }

  private solve({ roots, entangled }: Component): Solved {
    if (entangled) {
      // What cannot be chosen alone cannot be chosen together; nor can what has to come after it.
      const ids = new Set(roots.flatMap((root) => [...descend(root, true)]).map(({ id }) => id));
      const isOrdered = this.edges.some(({ before, after }) => ids.has(before) && ids.has(after));
      const able = roots.filter((root) => !this.isUnable(root));
      const solved = solveTogether(isOrdered ? roots : able, this);
      return { ...solved, atMost: Math.min(solved.atMost, able.length) };
    }
    const judged = roots.map((root) => this.judge.of(root));
    const atLeast = judged.filter(({ alone }) => alone).length;
    return { method: 'linear', atLeast, atMost: atLeast + judged.filter(({ alone, exact }) => !alone && !exact).length };
  }
}

/** Null where solving was given up: what was found by then proves nothing. */
const mostOf = ({ status, objective }: Solution): number | null => (status === 'STOPPED' ? null : status === 'INFEASIBLE' ? 0 : objective);
