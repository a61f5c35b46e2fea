import { type Answer, answer } from '../answer/answer.js';
import type { AwardFact } from '../facts/facts.js';
import type { Question } from '../question.js';
import { explain } from './explain.js';
import type { NodeState } from './node-state.js';

/** A node whose state would differ; a state is null where the governing version does not have the node. */
export interface NodeChange {
  readonly node: string;
  readonly before: NodeState | null;
  readonly after: NodeState | null;
}

export interface WhatIf {
  readonly before: Answer;
  readonly after: Answer;
  /** In the order of the nodes afterwards. */
  readonly changes: readonly NodeChange[];
}

/** The same question asked once more with further awards, which nobody holds. */
export function whatIf(question: Question, awards: readonly AwardFact[]): WhatIf {
  const supposed: Question = { ...question, facts: { ...question.facts, awards: [...question.facts.awards, ...awards] } };
  const [before, after] = [answer(question), answer(supposed)];
  const states = new Map(explain(question, before).map(({ id, state }) => [id, state]));
  const later = explain(supposed, after);
  const changes = later.filter(({ id, state }) => states.get(id) !== state).map(({ id, state }) => ({ node: id, before: states.get(id) ?? null, after: state }));
  const gone = [...states].filter(([id]) => !later.some((node) => node.id === id)).map(([node, state]) => ({ node, before: state, after: null }));
  return { before, after, changes: [...changes, ...gone] };
}
