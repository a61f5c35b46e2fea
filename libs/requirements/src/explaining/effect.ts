import type { CivilDate } from '../civil-date.js';
import type { AwardFact, EarnerFacts, World } from '../facts/facts.js';
import { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import type { Question } from '../question.js';

/** What changes on the day when a leaf is satisfied. */
export interface Effect {
  /** Top-level requirements more that hold together. */
  readonly requirements: number;
  /** Nodes more that hold by themselves. */
  readonly nodes: number;
  readonly completesAll: boolean;
}

/** Judges the day again with one leaf satisfied: by an award of its achievement made on the day, else by a waiver. */
export function effectOf(leaf: Node, question: Question, day: Day, before: { readonly satisfied: number; readonly holding: number }): Effect {
  const changed = new Day(day.rules, { ...question, facts: factsWith(leaf, question.facts, day.day, question.world), solver: day.assignments.solver }, day.day, day.completedOn);
  const { satisfied } = changed.assignments.together();
  return { requirements: Math.max(0, satisfied - before.satisfied), nodes: Math.max(0, holdingOn(changed) - before.holding), completesAll: satisfied === day.rules.roots.length };
}

/** How many nodes hold by themselves. */
export const holdingOn = ({ rules, assignments }: Day): number => [...rules.nodes.values()].filter((node) => assignments.judge.of(node).alone).length;

function factsWith(leaf: Node, facts: EarnerFacts, on: CivilDate, world: World): EarnerFacts {
  if (leaf.kind === 'award') return { ...facts, awards: [...facts.awards, awardFor(leaf.achievement, on, world, leaf.minResult ? { ...leaf.minResult, value: leaf.minResult.atLeast } : null)] };
  const id = `next:${leaf.id}`;
  return { ...facts, exceptions: [...facts.exceptions, { id, node: leaf.id, type: 'waive', award: null, amount: 0, on, until: null }] };
}

/** An award as it would be made on a day, with the metadata of its achievement. */
export function awardFor(achievement: string, on: CivilDate, world: World, result: AwardFact['result'] = null): AwardFact {
  const snapshot = world.metadataOn(achievement, on);
  return { id: `next:${achievement}`, achievement, issuedOn: on, expiresOn: null, revokedOn: null, suspensions: [], result, snapshot, stated: {}, entry: false };
}
