import type { Witness } from '../answer/draft.js';
import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import { descend, isCounting } from '../language/tree.js';
import { BLOCKING_CODES, type BlockingCode } from './blocking-code.js';
import type { Counterfactual, Counterfactuals } from './counterfactuals.js';
import { placesOf } from './places.js';

/** Why a node is not satisfied. */
export interface Blocking {
  readonly code: BlockingCode;
  /** Other nodes concerned: those that count the awards instead (SHARING), those that come before (ORDER). */
  readonly with: readonly string[];
  /** The awards concerned, by day and id. */
  readonly awards: readonly string[];
}

/**
 * The first obstacle in the order of the codes that, lifted alone, satisfies the node; if none does, the first without
 * which it would not be satisfied although all others were lifted; else MISSING. A node that holds alone misses nothing: it
 * is asked what lets it be chosen beside the rest, and what keeps its awards apart comes before what other awards lack (decided).
 * Null where that could not be found out in time.
 */
export function blockingOf(node: Node, holdsAlone: boolean, day: Day, witness: Witness, lifted: Counterfactuals): Blocking | null {
  const codes = holdsAlone ? besideTheRest : BLOCKING_CODES;
  let isDecided = true;
  const isSatisfied = (without: Counterfactual | null): boolean | null => {
    const found = without && isSatisfiedBy(node, holdsAlone, without);
    if (without && found === null) isDecided = false;
    return found;
  };
  const cured = codes.find((code) => isSatisfied(lifted.without(code)));
  const code = cured ?? codes.find((one) => lifted.without(one) !== null && isSatisfied(lifted.withOnly(one)) === false) ?? 'MISSING';
  if (cured === undefined && !isDecided) return null;
  return { code, with: nodesConcerned(code, node, day, witness), awards: awardsConcerned(code, node, day, witness, lifted) };
}

/** Null where it was not decided. */
function isSatisfiedBy(node: Node, holdsAlone: boolean, { day, witness }: Counterfactual): boolean | null {
  if (holdsAlone) {
    const found = witness();
    return (found && (found.chosen.has(node.id) || found.held.has(node.id))) || (found && !day.assignments.solver.isSpent ? false : null);
  }
  const changed = day.rules.nodes.get(node.id);
  if (!changed) return false;
  const { alone, exact } = day.assignments.judge.of(changed);
  return alone || (exact ? false : null);
}

const nothingConcerned: ReadonlySet<BlockingCode> = new Set(['MISSING', 'CYCLE_MISSED', 'ATTESTATION_MISSING']);
/** What keeps eligible awards from being enough; the other codes keep awards from being eligible. */
const amongEligible: ReadonlySet<BlockingCode> = new Set(['ORDER', 'SHARING', 'CAP', 'FLOOR', 'GROUPS', 'GAP']);

const besideTheRest: readonly BlockingCode[] = [...BLOCKING_CODES.filter((code) => amongEligible.has(code)), ...BLOCKING_CODES.filter((code) => code !== 'MISSING' && !amongEligible.has(code))];

function awardsConcerned(code: BlockingCode, node: Node, day: Day, witness: Witness, lifted: Counterfactuals): string[] {
  if (nothingConcerned.has(code)) return [];
  const eligible = awardsBeneath(node, day);
  if (!amongEligible.has(code)) {
    const gained = notIn(eligible, awardsIn(lifted.without(code), node));
    // One obstacle of several: what it still keeps out when all others are lifted.
    return gained.length > 0 ? gained : notIn(awardsIn(lifted.withOnly(code), node), awardsIn(lifted.withOnly('MISSING'), node));
  }
  if (code === 'SHARING') return [...contested(node, day, witness).keys()];
  const counted = [...descend(node, true)].flatMap(({ id }) => (witness.pairs.get(id) ?? []).map(({ view }) => view.award.id));
  const left = notIn(counted, eligible);
  return left.length > 0 ? left : eligible;
}

function nodesConcerned(code: BlockingCode, node: Node, day: Day, witness: Witness): string[] {
  if (code === 'SHARING') return [...new Set([...contested(node, day, witness).values()].flat())];
  if (code !== 'ORDER') return [];
  const beneath = new Set([...descend(node, true)].map(({ id }) => id));
  return [...new Set(day.assignments.edges.filter(({ after, before }) => beneath.has(after) && !beneath.has(before)).map(({ before }) => before))];
}

/** Award that may be counted beneath a node -> the counting nodes elsewhere that conflict with that place and count its unit. */
function contested(node: Node, { situation, rules }: Day, witness: Witness): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const one of descend(node, true))
    for (const { unit, view } of isCounting(one) ? situation.pairsAt(one) : []) {
      const others = placesOf(unit, witness).filter((other) => rules.sharing.conflict(one.id, other));
      if (others.length > 0) found.set(view.award.id, [...(found.get(view.award.id) ?? []), ...others]);
    }
  return found;
}

function awardsIn(without: Counterfactual | null, { id }: Node): string[] {
  const changed = without?.day.rules.nodes.get(id);
  return changed && without ? awardsBeneath(changed, without.day) : [];
}

function awardsBeneath(node: Node, { situation }: Day): string[] {
  const pairs = [...descend(node, true)].filter(isCounting).flatMap((one) => situation.pairsAt(one));
  return [...new Set(pairs.map(({ view }) => view.award.id))];
}

function notIn(some: readonly string[], awards: readonly string[]): string[] {
  const known = new Set(some);
  return awards.filter((award) => !known.has(award));
}
