import type { CivilDate } from '../civil-date.js';
import type { EarnerFacts } from '../facts/facts.js';
import { Day } from './day.js';
import type { VersionRules } from './version-rules.js';
import type { Node } from '../language/pathway.js';
import { descend } from '../language/tree.js';
import { holdsWithNothing } from '../language/with-nothing.js';
import type { Question } from '../question.js';

/** S11: satisfied without an award, entry, attestation, exception or other pathway. */
export function isVacuous(rules: VersionRules, question: Question, day = question.asOf): boolean {
  return rules.vacuous ?? dayOfNothing(rules, question, day).assignments.isComplete() === true;
}

/** The same of one node, judged by itself. */
export function isVacuousNode(node: Node, rules: VersionRules, question: Question, day = question.asOf): boolean {
  const goesByTheDay = [...descend(node, true)].some(({ kind }) => kind === 'maintain');
  return goesByTheDay ? dayOfNothing(rules, question, day).assignments.judge.of(node).alone : holdsWithNothing(node, () => false);
}

function dayOfNothing(rules: VersionRules, question: Question, day: CivilDate): Day {
  const facts: EarnerFacts = { enrolment: question.facts.enrolment, awards: [], attestations: [], exceptions: [], others: new Map() };
  return new Day(rules, { ...question, facts }, day, null);
}
