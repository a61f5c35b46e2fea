import type { EarnerFacts, Pathway, Solver } from '@cairn/requirements';
import { batchWorld, type WorldFacts } from '../batch-world.js';
import { type CompiledPathway, compiledPathway, compiledVersion } from '../compiled-version.js';
import type { Asked } from '../asked.js';
import type { EnrolmentToEvaluate } from '../earner-records.js';
import { evaluateEnrolment } from '../evaluated.js';
import { type Verdict, verdictOf } from '../verdict.js';

/** One question about one enrolment as plain data, so that a thread can be asked. */
export interface SolvingTask {
  readonly enrolment: EnrolmentToEvaluate;
  readonly versions: readonly { readonly id: string; readonly definition: Pathway }[];
  readonly facts: EarnerFacts;
  readonly inputs: ReadonlyMap<string, number>;
  readonly known: WorldFacts;
  readonly asOf: string;
  readonly evaluatedAt: string;
  /** For a completion, and for whatever else may be reached. */
  readonly newIds: readonly string[];
}

/** Null where there is nothing to ask. */
export function solvingTaskOf({ enrolment, pathway, question, inputs, known }: Asked, evaluatedAt: string, newId: () => string): SolvingTask | null {
  if (!pathway || !question) return null;
  const { facts, asOf } = question;
  const achievements = new Set(facts.awards.map(({ achievement }) => achievement));
  return {
    enrolment,
    versions: pathway.versions.map(({ id, rules }) => ({ id, definition: rules.pathway })),
    facts,
    inputs,
    known: { ...known, achievements: known.achievements.filter(({ id }) => achievements.has(id)) },
    asOf,
    evaluatedAt,
    newIds: Array.from({ length: 1 + destinationsOf(pathway) }, newId),
  };
}

/** Milestones and exits of all versions: no more can be reached. */
const destinationsOf = ({ rules }: CompiledPathway): number =>
  rules.reduce((sum, { nodes, pathway }) => sum + [...nodes.values()].filter(({ milestone }) => milestone !== undefined).length + (pathway.offRamps?.length ?? 0), 0);

/** What comes of it. Blocks as long as the solver does. */
export function solved({ enrolment, versions, facts, inputs, known, asOf, evaluatedAt, newIds }: SolvingTask, solver: Solver): Verdict {
  const world = batchWorld(known);
  const pathway = compiledPathway(
    versions.map(({ id, definition }) => compiledVersion({ id, pathway: enrolment.pathway, number: definition.version ?? 1, publishedOn: null, definition }, world.isRepeatable)),
  );
  const evaluated = evaluateEnrolment({ enrolment, pathway, inputs, known, question: { versions: pathway.rules, facts, asOf, world, solver } }, evaluatedAt);
  const left = newIds.values();
  return verdictOf(evaluated, () => {
    const { value } = left.next();
    if (value === undefined) throw new Error('more is reached than a pathway has');
    return value;
  });
}
