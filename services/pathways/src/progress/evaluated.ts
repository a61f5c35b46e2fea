import { addDuration, type Answer, answer, type Question } from '@cairn/requirements';
import type { Ground } from '../completion/completion.js';
import type { CompiledPathway } from './compiled-version.js';
import type { EnrolmentToEvaluate } from './earner-records.js';
import { type Progress, progressOf, undecided } from './progress.js';
import type { Asked } from './asked.js';

/** What one evaluation of an enrolment comes to, before anything is written. */
export interface Evaluated {
  readonly enrolment: EnrolmentToEvaluate;
  readonly progress: Progress;
  readonly dueOn: string | null;
  /** What was found; null when it could not be evaluated at all. */
  readonly found: Found | null;
}

/** Ids are those of awards; entries of the ledger are left out. */
export interface Found {
  readonly pathway: CompiledPathway;
  readonly question: Question;
  readonly answer: Answer;
  readonly counted: readonly string[];
  /** Per counted top-level requirement of the version pinned, from 1: the first day on which it held. */
  readonly steps: readonly { readonly step: number; readonly reachedOn: string }[];
  /** What a completion on a day rests on: the awards counted then, and how that was found. */
  readonly groundOn: (day: string) => { readonly counted: readonly string[]; readonly ground: Ground };
}

/** Evaluates an enrolment. Throws what the evaluator throws. */
export function evaluateEnrolment(asked: Asked, evaluatedAt: string): Evaluated & { readonly found: Found } {
  const { enrolment, pathway, question } = asked;
  if (!pathway || !question) throw new Error('a version of the pathway cannot be evaluated');
  const { asOf } = question;
  const found = answer(question);
  const progress = progressOf(found, asOf, evaluatedAt);
  // What was not decided in time is tried again on the next day, whatever else changes.
  const dueOn = found.exact ? found.nextDay : earlier(found.nextDay, addDuration(asOf, 'P1D'));
  const groundOn = (day: string) => {
    const then = day === asOf ? found : answer({ ...question, asOf: day });
    const counted = countedIn(then, asked);
    const inputs = counted.map((award) => ({ award, version: asked.inputs.get(award) ?? 1 }));
    return { counted, ground: { version: then.governingVersion ?? enrolment.number, method: then.method, inputs } };
  };
  return { enrolment, progress, dueOn, found: { pathway, question, answer: found, counted: countedIn(found, asked), steps: stepsOf(enrolment, pathway, found), groundOn } };
}

/** An enrolment that cannot be evaluated: nothing is decided about it, and it is tried again the next day. */
export const evaluatedToNothing = (enrolment: EnrolmentToEvaluate, asOf: string, evaluatedAt: string): Evaluated => ({
  enrolment,
  progress: undecided(asOf, evaluatedAt),
  dueOn: addDuration(asOf, 'P1D'),
  found: null,
});

/** Who holds nothing that could count is not asked what does. */
function countedIn(found: Answer, { inputs }: Asked): string[] {
  const counted = new Set<string>();
  if (inputs.size > 0) for (const pairs of found.witness().pairs.values()) for (const { view } of pairs) if (inputs.has(view.award.id)) counted.add(view.award.id);
  return [...counted];
}

/** No step is reached on or after the day of withdrawal by who had not completed before. */
function stepsOf({ withdrawnOn, number }: EnrolmentToEvaluate, { rules }: CompiledPathway, found: Answer): Found['steps'] {
  const pinned = rules.find((version) => version.number === number);
  return (pinned?.roots ?? []).flatMap(({ id }, at) => {
    const reachedOn = found.firstDay(id);
    const tooLate = withdrawnOn !== null && reachedOn !== null && reachedOn >= withdrawnOn && found.completedOn === null;
    return reachedOn === null || tooLate ? [] : [{ step: at + 1, reachedOn }];
  });
}

const earlier = (day: string | null, other: string): string => (day !== null && day < other ? day : other);
