import { addDuration, type Answer } from '@cairn/requirements';
import { causeOf } from '../completion/cause.js';
import type { Ground } from '../completion/completion.js';
import { type CompletionChange, completionChange } from '../completion/completion-steps.js';
import type { DestinationChange } from '../destination/destination.js';
import { destinationChanges } from '../destination/destinations-of.js';
import type { CompiledPathway } from './compiled-version.js';
import type { EnrolmentToEvaluate } from './earner-records.js';
import type { Evaluated, Found } from './evaluated.js';
import { type Progress, undecided } from './progress.js';

/** All that is written and told of an evaluation, as plain data: a thread may have made it. Days are civil days in UTC. */
export interface Verdict {
  readonly progress: Progress;
  /** The next day on which it looks different by itself. */
  readonly dueOn: string | null;
  readonly counted: readonly string[];
  readonly steps: Found['steps'];
  readonly completingVersion: number | null;
  readonly intervals: Answer['intervals'];
  readonly completion: CompletionChange | null;
  readonly destinations: readonly { readonly change: DestinationChange; readonly ground: Ground }[];
  /** Why something fell away, as a blocking code; null where nothing did. */
  readonly cause: string | null;
}

/** An enrolment with what has to be written of it; `pathway` is null where it cannot be evaluated. */
export interface Settled {
  readonly enrolment: EnrolmentToEvaluate;
  readonly pathway: CompiledPathway | null;
  readonly verdict: Verdict;
}

const countedMax = 500;

/** Asks an answer all that follows from it. Throws what the evaluator throws. */
export function verdictOf({ enrolment, progress, dueOn, found }: Evaluated & { readonly found: Found }, newId: () => string): Verdict {
  const { answer } = found;
  const groundOn = (day: string) => {
    const { counted, ground } = found.groundOn(day);
    return { counted: counted.slice(0, countedMax), ground: { ...ground, inputs: ground.inputs.slice(0, countedMax) } };
  };
  const completion = completionChange(enrolment.completion, answer, { newId, groundOn });
  const changes = destinationChanges(enrolment, found.pathway, answer, newId);
  const isLost = [...(completion?.steps ?? []), ...changes.flatMap(({ steps }) => steps)].some(({ kind }) => kind === 'lost');
  return {
    progress,
    dueOn,
    counted: found.counted,
    steps: found.steps,
    completingVersion: answer.completingVersion,
    intervals: answer.intervals,
    completion,
    destinations: changes.map((change) => ({ change, ground: found.groundOn(change.after.reachedOn).ground })),
    cause: isLost ? causeOf(found) : null,
  };
}

/** Of an enrolment that cannot be evaluated: nothing is decided about it, and it is tried again the next day. */
export const noVerdict = (asOf: string, evaluatedAt: string): Verdict => ({
  progress: undecided(asOf, evaluatedAt),
  dueOn: addDuration(asOf, 'P1D'),
  counted: [],
  steps: [],
  completingVersion: null,
  intervals: [],
  completion: null,
  destinations: [],
  cause: null,
});
