import type { Answer } from '../answer/answer.js';
import type { Node } from '../language/pathway.js';
import type { Question } from '../question.js';
import { type NodeExplanation, explain } from './explain.js';

/** The result of section 9 as JSON: amounts of measures are decimals of at most two places. */
export interface ResultDocument {
  readonly pathway: string | null;
  readonly asOf: string;
  readonly knownAsOf: string | null;
  readonly governingVersion: number | null;
  readonly complete: boolean | null;
  readonly state: Answer['state'];
  readonly completedOn: string | null;
  readonly currentSince: string | null;
  readonly lapsedOn: string | null;
  readonly intervals: Answer['intervals'];
  readonly satisfied: number;
  readonly total: number;
  readonly vacuous: boolean;
  readonly exact: boolean;
  readonly method: Answer['method'];
  /** Of `satisfied`; only when `exact` is false. */
  readonly bounds?: Answer['bounds'];
  /** Only when the result is explained: of requirements of kind `sum` and `count`. */
  readonly units?: Readonly<Record<string, number>>;
  /** Only when the result is explained. */
  readonly nodes?: readonly NodeDocument[];
  readonly cycles: readonly CycleDocument[];
  readonly exits: readonly { readonly id: string; readonly reachedOn: string | null }[];
  /** Those in force on the day. */
  readonly exceptions: readonly ExceptionDocument[];
}

/** `exact` only where it is false: then `alone` may be null, `have` may be larger, and the obstacle may be unknown. */
export type NodeDocument = Omit<NodeExplanation, 'exact'> & { readonly exact?: boolean };

export interface CycleDocument {
  readonly start: string;
  readonly end: string;
  readonly state: string;
  readonly have: number;
  readonly need: number;
  readonly metOn: string | null;
  readonly carriedIn: number;
  readonly carriedOut: number;
}

export interface ExceptionDocument {
  readonly node: string;
  readonly type: 'waive' | 'substitute' | 'reduce';
  readonly award?: string;
  readonly amount?: number;
  readonly by: string | null;
  readonly on: string;
  readonly until: string | null;
  readonly reason: string | null;
}

export interface ResultOptions {
  /** Whether nodes and units are told too; they cost solves. */
  readonly explain: boolean;
  readonly knownAsOf?: string | null;
}

export function resultDocument(question: Question, answer: Answer, { explain: isExplained, knownAsOf = null }: ResultOptions): ResultDocument {
  const { pathway, asOf, governingVersion, complete, state, completedOn, currentSince, lapsedOn, intervals, satisfied, total, vacuous, exact, method, bounds } = answer;
  return {
    ...{ pathway, asOf, knownAsOf, governingVersion, complete, state, completedOn, currentSince, lapsedOn, intervals, satisfied, total, vacuous, exact, method },
    ...(exact ? {} : { bounds }),
    ...(isExplained ? { units: unitsOf(answer), nodes: nodesOf(question, answer) } : {}),
    cycles: answer.cycles().map(({ kind, start, end, state: of, have, need, metOn, carriedIn, carriedOut }) => ({
      ...{ start, end, state: of, metOn },
      ...{ have: written(have, kind), need: written(need, kind), carriedIn: written(carriedIn, kind), carriedOut: written(carriedOut, kind) },
    })),
    exits: [...answer.exits()].map(([id, reachedOn]) => ({ id, reachedOn })),
    exceptions: exceptionsOf(question, answer),
  };
}

function unitsOf(answer: Answer): Record<string, number> {
  const roots = answer.judged?.day.rules.roots ?? [];
  return Object.fromEntries(roots.flatMap(({ id, kind }) => {
    const units = answer.units(id);
    return units === null ? [] : [[id, written(units, kind)]];
  }));
}

function nodesOf(question: Question, answer: Answer): NodeDocument[] {
  const kindOf = (id: string): Node['kind'] | undefined => answer.judged?.day.rules.nodes.get(id)?.kind;
  return explain(question, answer).map(({ exact, ...node }) => {
    const kind = kindOf(node.id);
    const counted = node.counted.map((one) => ({ ...one, units: one.units === null ? null : written(one.units, kind) }));
    return { ...node, have: written(node.have, kind), need: written(node.need, kind), ...(exact ? {} : { exact }), counted };
  });
}

function exceptionsOf({ facts }: Question, { asOf }: Answer): ExceptionDocument[] {
  const inForce = facts.exceptions.filter(({ on, until }) => on <= asOf && (until === null || asOf < until));
  return inForce.map(({ node, type, award, amount, by = null, on, until, reason = null }) => ({
    ...{ node, type },
    ...(type === 'substitute' && award !== null ? { award } : {}),
    ...(type === 'reduce' ? { amount } : {}),
    ...{ by, on, until, reason },
  }));
}

const written = (amount: number, kind: string | undefined): number => (kind === 'sum' ? amount / 100 : amount);
