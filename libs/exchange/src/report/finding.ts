/**
 * `MAPPED`: means the same here. `APPROXIMATED`: shown or worded otherwise, for the reason told. `REFUSED`: cannot be said here
 * without changing who qualifies, or is no rule that can be read.
 */
export type Outcome = 'MAPPED' | 'APPROXIMATED' | 'REFUSED';

/** What became of one construct of a source, or of a definition that is written for others. */
export interface Finding {
  /** JSON Pointer into the document (`/@graph/3/ceterms:hasCondition/0`), or `row 4` of a table. */
  readonly construct: string;
  readonly outcome: Outcome;
  /** One sentence for people. */
  readonly note: string;
}
