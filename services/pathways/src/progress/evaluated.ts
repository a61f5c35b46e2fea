import type { Evaluation, Holding } from '@cairn/requirements';
import type { StoredCompletion } from '../completion/completion.js';
import type { EnrolmentState } from '../enrolment/enrolment.js';
import type { CompiledVersion } from './compiled-version.js';
import { nextDue } from './next-due.js';
import { type Progress, progressOf } from './progress.js';

/** An enrolment as the evaluator needs it, with the completion that is recorded so far. */
export interface EnrolmentToEvaluate {
  readonly id: string;
  readonly earner: string;
  readonly pathwayVersion: string;
  readonly state: EnrolmentState;
  readonly enrolledOn: string;
  readonly withdrawnOn: string | null;
  readonly version: number;
  readonly completion: StoredCompletion | null;
}

/** What one evaluation of an enrolment comes to, before anything is written. */
export interface Evaluated {
  readonly enrolment: EnrolmentToEvaluate;
  readonly version: CompiledVersion;
  readonly evaluation: Evaluation;
  readonly progress: Progress;
  readonly dueOn: string | null;
  /** The same earner on another day, for what was counted then. */
  readonly on: (day: string) => Evaluation;
}

export function evaluateEnrolment(
  enrolment: EnrolmentToEvaluate,
  version: CompiledVersion,
  awards: readonly Holding[],
  asOf: string,
  evaluatedAt: string,
): Evaluated {
  const { definition } = version.compiled;
  const on = (day: string) => version.compiled.evaluate({ enrolment, awards, asOf: day });
  const evaluation = on(asOf);
  return {
    enrolment,
    version,
    evaluation,
    progress: progressOf(evaluation, definition, evaluatedAt),
    dueOn: nextDue(definition, awards, asOf),
    on,
  };
}
