import type { Question } from '@cairn/requirements';
import type { WorldFacts } from './batch-world.js';
import type { CompiledPathway } from './compiled-version.js';
import type { EnrolmentToEvaluate } from './earner-records.js';

/** What is asked about one enrolment; `question` is null when its pathway cannot be evaluated. */
export interface Asked {
  readonly enrolment: EnrolmentToEvaluate;
  readonly pathway: CompiledPathway | null;
  readonly question: Question | null;
  /** What `question.world` answers from. */
  readonly known: WorldFacts;
  /** Versions of the awards that the question is about, by id. */
  readonly inputs: ReadonlyMap<string, number>;
}
