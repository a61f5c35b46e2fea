import type { CountingNode, Node } from '../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../language/tree.js';
import { AssignmentModel } from './assignment-model.js';
import type { Ground } from './ground.js';
import { isTooLarge, solveTogether } from './method.js';
import { pool } from './pool.js';
import type { Sharing } from './sharing.js';
import type { Situation } from './situation.js';
import { thresholdOf } from './threshold.js';
import { Wanted } from './wanted.js';

/** A node judged as if it were the only requirement, without edges to others (section 9). */
export interface Alone {
  readonly alone: boolean;
  /** Whether `alone` is proven: where it is not, it is false and may be wrong. */
  readonly exact: boolean;
  readonly have: number;
  /** Whether there is no larger figure; where that is not proven, `have` is at least as large as told. */
  readonly isHaveProven: boolean;
  readonly need: number;
}

/** The largest that was found. */
interface Figure {
  readonly atLeast: number;
  readonly isMost: boolean;
}

/** Judges nodes of one situation one by one: counted bottom up where nothing beneath a node is wanted twice, else solved. */
export class Judge {
  private readonly judged = new Map<string, Alone>();
  private readonly situation: Situation;

  constructor(private readonly ground: Ground) {
    this.situation = ground.situation;
  }

  of(node: Node): Alone {
    let found = this.judged.get(node.id);
    if (!found) {
      found = this.judge(node);
      this.judged.set(node.id, found);
    }
    return found;
  }

  private judge(node: Node): Alone {
    if (isCounting(node)) return this.counting(node);
    if (!('of' in node)) return single(this.situation.holds(node) || this.situation.isWaived(node), this.situation.holds(node));
    if (isSumOf(node) || this.edgesIn(node).length > 0 || this.isLimited(node) || isEntangled(node, this.situation, this.ground.sharing)) return this.solved(node);
    const children = countedIn(node.of).map((child) => this.of(child));
    const need = thresholdOf(node, this.situation);
    const choosable = children.filter(({ alone }) => alone).length;
    const doubtful = children.filter(({ alone, exact }) => !alone && !exact).length;
    const alone = choosable >= need || this.situation.isWaived(node);
    return { have: Math.min(choosable, need), isHaveProven: choosable >= need || doubtful === 0, need, alone, exact: alone || choosable + doubtful < need };
  }

  private counting(node: CountingNode): Alone {
    const pairs = this.situation.pairsAt(node);
    const waived = this.situation.isWaived(node);
    if (this.situation.isCut) return { alone: waived, exact: waived, have: 0, isHaveProven: false, need: thresholdOf(node, this.situation) };
    if (node.kind === 'award') {
      const has = pairs.some(({ view }) => this.ground.limits.every(({ awards, atMost }) => atMost > 0 || !awards.has(view.award.id)));
      return single(has || waived, has);
    }
    const pooled = this.isLimited(node) ? null : pool(node, pairs, this.situation);
    if (!pooled) return this.solved(node);
    return { have: pooled.have, isHaveProven: true, need: pooled.need, alone: pooled.holds || waived, exact: true };
  }

  /** What a node has costs a solve of its own; most who ask do not want it. */
  private solved(node: Node): Alone {
    const { situation } = this;
    const ground = { ...this.ground, situation, edges: this.edgesIn(node) };
    const { atLeast, atMost } = solveTogether([node], ground);
    const need = thresholdOf(node, situation);
    let figure: Figure | undefined;
    const most = (): Figure => (figure ??= this.figureOf(node, ground));
    const isBound = node.kind !== 'sum' && node.kind !== 'count';
    return {
      alone: atLeast >= 1,
      exact: atLeast === atMost,
      get have() {
        return isBound ? Math.min(most().atLeast, need) : most().atLeast;
      },
      get isHaveProven() {
        return most().isMost || (isBound && most().atLeast >= need);
      },
      need,
    };
  }

  private figureOf(node: Node, ground: Ground): Figure {
    if (isTooLarge([node], ground)) return { atLeast: 0, isMost: false };
    const open = new AssignmentModel([node], this.situation, { ...ground, open: node.id });
    const figure = open.figures.get(node.id) ?? ('of' in node ? open.chosenTerms(countedIn(node.of)) : []);
    const { status, objective } = open.model.maximise(figure, ground.solver);
    return { atLeast: objective, isMost: status !== 'STOPPED' };
  }

  /** Whether awards that it may count are also counted for another pathway, with a limit. */
  private isLimited(node: Node): boolean {
    if (this.ground.limits.length === 0) return false;
    const counting = [...descend(node, true)].filter(isCounting);
    return this.ground.limits.some(({ awards }) => counting.some((one) => this.situation.pairsAt(one).some(({ view }) => awards.has(view.award.id))));
  }

  private edgesIn(node: Node) {
    if (this.ground.edges.length === 0) return this.ground.edges;
    const ids = new Set([...descend(node, true)].map(({ id }) => id));
    return this.ground.edges.filter(({ before, after }) => ids.has(before) && ids.has(after));
  }
}

const single = (alone: boolean, has: boolean): Alone => ({ alone, exact: true, have: has ? 1 : 0, isHaveProven: true, need: 1 });

/** Whether a unit is wanted at two conflicting nodes beneath: then counting bottom up is not enough. */
function isEntangled(node: Node, situation: Situation, sharing: Sharing): boolean {
  if (sharing.isFree) return false;
  let found = false;
  const wanted = new Wanted(sharing, () => (found = true));
  for (const one of descend(node, true)) {
    if (isCounting(one)) wanted.add(one.id, 0, situation.pairsAt(one));
    if (found) return true;
  }
  return false;
}
