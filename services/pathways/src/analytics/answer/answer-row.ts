/** A row of an answer: what it is told apart by, and counts, by the names of `figureSql` in libs/metrics. */
export type AnswerRow = Readonly<Record<string, string | number | boolean | null>>;

export interface Answer {
  readonly rows: readonly AnswerRow[];
  /** Since when the facts of somebody wait to be added up; null when all are. */
  readonly waitingSince: Date | null;
}
